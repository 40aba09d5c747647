"""Public addresses without a language: the root, the sitemap, the health check."""

from django.urls import path

from samverka.faces.website.pictures import PictureFile
from samverka.faces.website.plain import views

urlpatterns = [
    path("", views.Root.as_view(), name="root"),
    path("home/", views.OwnHome.as_view(), name="own-home"),
    path("sitemap.xml", views.Sitemap.as_view(), name="sitemap"),
    path("robots.txt", views.Robots.as_view(), name="robots"),
    path("healthz", views.Health.as_view(), name="health"),
    path("logo", views.Logo.as_view(), name="logo"),
    path("pictures/<str:name>", PictureFile.as_view(), name="picture"),
    path("favicon.ico", views.Favicon.as_view(), name="favicon"),
]
