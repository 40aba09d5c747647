"""Address of the map."""

from django.urls import path

from samverka.faces.website.map import views

urlpatterns = [path("", views.MapPage.as_view(), name="map")]
