"""Addresses of the account room: what the log-in library does not bring along."""

from django.urls import path

from samverka.faces.portal.account import codes, views

urlpatterns = [
    path("invitation/<str:token>/", views.AcceptInvitation.as_view(), name="account_invitation"),
    path("invitation/<str:token>/again/", views.RenewInvitation.as_view(), name="account_invitation_again"),
    # These two stand before those of the library with the same names.
    path("login/code/", codes.RequestCode.as_view(), name="account_request_login_code"),
    path("login/code/confirm/", codes.confirm_code, name="account_confirm_login_code"),
    path("person/", views.EditOwnAccount.as_view(), name="account_person"),
]
