"""Addresses of the calls room."""

from django.urls import path

from samverka.faces.office.calls import views

urlpatterns = [
    path("", views.CallList.as_view(), name="calls"),
    path("new/", views.MakeCall.as_view(), name="call-new"),
    path("<slug:slug>/", views.CallRecord.as_view(), name="call"),
    path("<slug:slug>/edit/", views.EditCall.as_view(), name="call-edit"),
    path("<slug:slug>/open/", views.OpenCall.as_view(), name="call-open"),
    path("<slug:slug>/extend/", views.ExtendCall.as_view(), name="call-extend"),
    path("<slug:slug>/cancel/", views.CancelCall.as_view(), name="call-cancel"),
]
