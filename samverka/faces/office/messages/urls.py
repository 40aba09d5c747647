"""Addresses of the messages room."""

from django.urls import path

from samverka.faces.office.messages import views

urlpatterns = [
    path("", views.MessageList.as_view(), name="messages"),
    path("<int:pk>/", views.MessageRecord.as_view(), name="message"),
]
