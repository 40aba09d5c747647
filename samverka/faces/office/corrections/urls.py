"""Addresses of the corrections room."""

from django.urls import path

from samverka.faces.office.corrections import views

urlpatterns = [
    path("", views.ReportList.as_view(), name="error-reports"),
    path("put-aside/close/", views.DismissPutAside.as_view(), name="error-reports-dismiss"),
    path("<int:pk>/", views.ReportRecord.as_view(), name="error-report"),
    path("<int:pk>/correct/", views.CorrectReport.as_view(), name="error-report-correct"),
    path("<int:pk>/unchanged/", views.LeaveUnchanged.as_view(), name="error-report-unchanged"),
    path("<int:pk>/take-up/", views.ReleaseReport.as_view(), name="error-report-release"),
    path("<int:pk>/pass-on/", views.PassOnReport.as_view(), name="error-report-pass-on"),
    path("<int:pk>/close/", views.DismissReport.as_view(), name="error-report-dismiss"),
    path("log/<int:pk>/take-out/", views.WithdrawCorrection.as_view(), name="correction-withdraw"),
]
