"""Addresses of the partnerships room."""

from django.urls import path

from samverka.faces.office.partnerships import views

urlpatterns = [
    path("", views.PartnershipList.as_view(), name="partnerships"),
    path("<slug:slug>/", views.PartnershipRecord.as_view(), name="partnership"),
    path("<slug:slug>/steering-group/new/", views.AddSteeringMember.as_view(), name="steering-member-new"),
    path("<slug:slug>/steering-group/<int:pk>/", views.EditSteeringMember.as_view(), name="steering-member-edit"),
    path(
        "<slug:slug>/steering-group/<int:pk>/erase/", views.EraseSteeringMember.as_view(), name="steering-member-erase"
    ),
]
