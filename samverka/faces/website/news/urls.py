"""Addresses of the news."""

from django.urls import path

from samverka.faces.website.news import views

urlpatterns = [
    path("", views.NewsList.as_view(), name="news"),
    path("<slug:slug>/", views.ArticlePage.as_view(), name="article"),
]
