"""Addresses of the account room: what the log-in library does not bring along."""

from django.urls import path

from samverka.faces.portal.account import views

urlpatterns = [
    path("invitation/<str:token>/", views.AcceptInvitation.as_view(), name="account_invitation"),
    path("invitation/<str:token>/again/", views.RenewInvitation.as_view(), name="account_invitation_again"),
    path("person/", views.EditOwnAccount.as_view(), name="account_person"),
]
