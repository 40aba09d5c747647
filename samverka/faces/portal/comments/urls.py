"""Addresses of the comments room."""

from django.urls import path

from samverka.faces.portal.comments import views, writing

urlpatterns = [
    path("", views.OwnComments.as_view(), name="comments"),
    path("write/<int:pk>/", writing.WriteComment.as_view(), name="comment-write"),
    path("name/", views.ChangeName.as_view(), name="comment-name"),
    path("erase/", views.EraseComments.as_view(), name="comments-erase"),
    path("<int:pk>/", views.OwnComment.as_view(), name="comment"),
    path("<int:pk>/take-back/", views.WithdrawComment.as_view(), name="comment-withdraw"),
    path("appeal/<int:pk>/", views.AppealRemoval.as_view(), name="comment-appeal"),
]
