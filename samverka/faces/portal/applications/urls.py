"""Addresses of the applications room."""

from django.urls import path, re_path

from samverka.faces.portal.applications.views import attachments, following, sending, starting, writing
from samverka.stages.applications.models import Section

WRITING = {
    Section.SUMMARY: writing.WriteSummary,
    Section.FOCUS: writing.WriteFocus,
    Section.ACTIVITIES: writing.WriteActivities,
    Section.TEAM: writing.WriteTeam,
    Section.BUDGET: writing.WriteBudget,
    Section.ATTACHMENTS: attachments.WriteAttachments,
}

urlpatterns = [
    path("", following.ApplicationList.as_view(), name="applications"),
    path("new/<slug:slug>/", starting.StartApplication.as_view(), name="application-new"),
    path("<slug:reference>/", following.ApplicationRecord.as_view(), name="application"),
    path("<slug:reference>/read/", following.ReadApplication.as_view(), name="application-read"),
    path("<slug:reference>/sign/", sending.SignApplication.as_view(), name="application-sign"),
    path("<slug:reference>/submit/", sending.SubmitApplication.as_view(), name="application-submit"),
    path("<slug:reference>/receipt/", following.Receipt.as_view(), name="application-receipt"),
    path("<slug:reference>/withdraw/", sending.WithdrawApplication.as_view(), name="application-withdraw"),
    path(
        "<slug:reference>/files/<slug:fingerprint>/", following.AttachmentFile.as_view(), name="application-attachment"
    ),
    path(
        "<slug:reference>/files/<int:number>/remove/",
        attachments.RemoveAttachment.as_view(),
        name="application-attachment-remove",
    ),
    # One name for all sections, and one page for each.
    *[
        re_path(rf"^(?P<reference>[-\w]+)/write/(?P<section>{section})/$", page.as_view(), name="application-section")
        for section, page in WRITING.items()
    ],
]
