"""The site's addresses with the demonstration's own among them."""

from django.urls import include, path

from publius.site.urls import urlpatterns as site_urls

urlpatterns = [path("demo/", include("publius.demo.urls")), *site_urls]
