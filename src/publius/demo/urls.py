"""Pages that exist only where everybody is invented."""

from django.urls import path

from publius.demo import views

urlpatterns = [
    path("", views.choose_persona, name="demo"),
    path("post/", views.letterbox, name="demo_post"),
    path("post/<str:name>/", views.letter, name="demo_letter"),
]
