"""The addresses of the demonstration."""

from django.urls import path

from samverka.demo import views

app_name = "demo"

urlpatterns = [
    path("", views.LogIns.as_view(), name="logins"),
    path("mailbox/", views.Mailbox.as_view(), name="mailbox"),
    path("mailbox/<int:pk>/", views.OneMessage.as_view(), name="message"),
    path("mails/", views.Mails.as_view(), name="mails"),
    path("mails/<int:pk>/", views.OneMail.as_view(), name="mail"),
]
