"""Addresses of the payments room."""

from django.urls import path

from samverka.faces.office.payments import views

urlpatterns = [
    path("", views.PaymentList.as_view(), name="payments"),
    path("new/<str:reference>/<int:number>/", views.EnterPayment.as_view(), name="payment-new"),
    path("<uuid:key>/", views.PaymentRecord.as_view(), name="payment"),
    path("<uuid:key>/confirm/", views.ConfirmPayment.as_view(), name="payment-confirm"),
    path("<uuid:key>/cancel/", views.CancelPayment.as_view(), name="payment-cancel"),
]
