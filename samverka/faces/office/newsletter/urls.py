"""Addresses of the newsletter room."""

from django.urls import path

from samverka.faces.office.newsletter import sent, views

urlpatterns = [
    path("", views.Newsletters.as_view(), name="newsletters"),
    path("new/", views.BeginNewsletter.as_view(), name="newsletter-new"),
    path("digest/", sent.DigestPreview.as_view(), name="newsletter-digest"),
    path("erase/", sent.EraseSubscriber.as_view(), name="newsletter-erase"),
    path("<int:pk>/", views.OneNewsletter.as_view(), name="newsletter"),
    path("<int:pk>/edit/", views.ChangeNewsletter.as_view(), name="newsletter-edit"),
    path("<int:pk>/send/", views.SendNewsletter.as_view(), name="newsletter-send"),
    path("<int:pk>/plan/", views.PlanNewsletter.as_view(), name="newsletter-plan"),
    path("<int:pk>/take-back/", views.TakeBackNewsletter.as_view(), name="newsletter-take-back"),
    path("<int:pk>/test/", views.TryNewsletter.as_view(), name="newsletter-test"),
    path("<int:pk>/discard/", views.DiscardNewsletter.as_view(), name="newsletter-discard"),
    path("mails/<int:pk>/", sent.IssueRecord.as_view(), name="issue"),
    path("mails/<int:pk>/stop/", sent.StopIssue.as_view(), name="issue-stop"),
]
