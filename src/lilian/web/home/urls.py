"""Address of the home page."""

from django.urls import path

from lilian.web.home import views

urlpatterns = [path("", views.home, name="home")]
