"""Addresses of the cases room."""

from django.urls import path

from samverka.faces.portal.cases.views import cases, files, reports

urlpatterns = [
    path("", cases.CaseList.as_view(), name="cases"),
    path("<str:reference>/", cases.CaseRecord.as_view(), name="case"),
    path("<str:reference>/reports/<int:number>/", reports.WriteReport.as_view(), name="report"),
    path("<str:reference>/reports/<int:number>/submit/", reports.SubmitReport.as_view(), name="report-submit"),
    path("<str:reference>/reports/<int:number>/receipt/", reports.Receipt.as_view(), name="report-receipt"),
    path("<str:reference>/reports/<int:number>/files/", files.AddFile.as_view(), name="report-file-new"),
    path("<str:reference>/reports/<int:number>/files/<int:file>/", files.ReportFile.as_view(), name="report-file"),
    path(
        "<str:reference>/reports/<int:number>/files/<int:file>/remove/",
        files.RemoveFile.as_view(),
        name="report-file-remove",
    ),
]
