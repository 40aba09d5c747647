"""Addresses of the room of enquiries."""

from django.urls import path

from samverka.faces.office.enquiries import views

urlpatterns = [
    path("", views.EnquiryList.as_view(), name="enquiries"),
    path("put-aside/close/", views.CloseQuarantined.as_view(), name="enquiries-close"),
    path("<int:pk>/", views.EnquiryRecord.as_view(), name="enquiry"),
    path("<int:pk>/take/", views.TakeEnquiry.as_view(), name="enquiry-take"),
    path("<int:pk>/answer/", views.AnswerEnquiry.as_view(), name="enquiry-answer"),
    path("<int:pk>/take-up/", views.ReleaseEnquiry.as_view(), name="enquiry-release"),
    path("<int:pk>/close/", views.CloseEnquiry.as_view(), name="enquiry-close"),
]
