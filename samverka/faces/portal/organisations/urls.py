"""Addresses of the organisations room."""

from django.urls import path

from samverka.faces.portal.organisations import views

urlpatterns = [
    path("", views.OrganisationList.as_view(), name="organisations"),
    path("<slug:slug>/", views.OrganisationRecord.as_view(), name="organisation"),
    path("<slug:slug>/invite/", views.InviteColleague.as_view(), name="colleague-invite"),
    path("<slug:slug>/members/<int:number>/again/", views.InviteAgain.as_view(), name="colleague-invite-again"),
    path("<slug:slug>/members/<int:number>/end/", views.EndMembership.as_view(), name="membership-end"),
]
