"""Addresses of the comments room."""

from django.urls import path

from samverka.faces.office.comments import views

urlpatterns = [
    path("", views.CommentList.as_view(), name="comments"),
    path("<int:pk>/", views.CommentRecord.as_view(), name="comment"),
    path("<int:pk>/publish/", views.PublishComment.as_view(), name="comment-publish"),
    path("<int:pk>/remove/", views.RemoveComment.as_view(), name="comment-remove"),
    path("appeal/<int:pk>/", views.DecideAppeal.as_view(), name="comment-appeal"),
]
