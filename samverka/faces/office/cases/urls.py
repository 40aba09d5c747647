"""Addresses of the cases room."""

from django.urls import path

from samverka.faces.office.cases.views import cases, publicity, reports

urlpatterns = [
    path("", cases.CaseList.as_view(), name="cases"),
    path("<str:reference>/", cases.CaseRecord.as_view(), name="case"),
    path("<str:reference>/texts/", cases.EditTexts.as_view(), name="case-texts"),
    path("<str:reference>/public/", publicity.Publicity.as_view(), name="case-public"),
    path("<str:reference>/unpublish/", publicity.UnpublishCase.as_view(), name="case-unpublish"),
    path("<str:reference>/withdraw/", publicity.WithdrawCase.as_view(), name="case-withdraw"),
    path("<str:reference>/complete/", cases.CompleteCase.as_view(), name="case-complete"),
    path("<str:reference>/reports/<int:number>/", reports.ReportRecord.as_view(), name="report"),
    path("<str:reference>/reports/<int:number>/accept/", reports.AcceptReport.as_view(), name="report-accept"),
    path("<str:reference>/reports/<int:number>/public/", reports.ClearReport.as_view(), name="report-public"),
    path("<str:reference>/reports/<int:number>/return/", reports.ReturnReport.as_view(), name="report-return"),
    path("<str:reference>/reports/<int:number>/files/<int:file>/", reports.ReportFile.as_view(), name="report-file"),
]
