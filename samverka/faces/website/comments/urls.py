"""Addresses of the rules for comments, of one comment, and of the form that reports it."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from samverka.faces.website.comments import views

urlpatterns = [
    path(pgettext_lazy("address", "comments/rules/"), views.CommentRules.as_view(), name="comment-rules"),
    path(pgettext_lazy("address", "comments/<int:pk>/"), views.OneComment.as_view(), name="comment"),
    path(pgettext_lazy("address", "comments/<int:pk>/report/"), views.ReportComment.as_view(), name="comment-report"),
    path(pgettext_lazy("address", "comments/reported/"), views.Reported.as_view(), name="comment-reported"),
]
