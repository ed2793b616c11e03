from django.urls import path

from .views import saying, statements

here = "conversations/<slug:slug>/"
one = f"{here}statements/<int:number>/"

urlpatterns = [
    path(f"{here}say/", saying.say_something, name="say"),
    path(f"{here}statements/", statements.statements, name="statements"),
    path(f"{here}statements/mine/", statements.my_statements, name="my_statements"),
    path(one, statements.statement, name="statement"),
    path(f"{one}bring-in/", saying.bring_in_kept, name="bring_in"),
    path(f"{one}take-back/", saying.take_it_back, name="take_back"),
]
