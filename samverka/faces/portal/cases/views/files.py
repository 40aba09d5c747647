"""The files of a report: adding one, fetching it, taking it out."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.portal.cases.forms import FileForm
from samverka.faces.portal.cases.views.frame import ONLY_PARTIES, OneYear
from samverka.faces.portal.frame import PortalPage
from samverka.ground.documents.models import Document
from samverka.stages.reports.actions import add_report_document, remove_report_document
from samverka.stages.reports.models import ReportDocument
from samverka.stages.reports.permissions import can_see_report_document, can_write_report, can_write_report_document
from samverka.stages.reports.rules import problems_before_saving_document
from samverka.ui.pages import ActionPage, FormPage
from samverka.ui.pages.sending import FilePage


class AddFile(OneYear, FormPage):
    allowed = can_write_report
    form_class = FileForm
    heading = _("Add a file to the report")
    submit_label = _("Add the file")
    done = _("The file is added.")

    def act(self, form: FileForm) -> ReportDocument:
        return add_report_document(self.record, upload=form.cleaned_data["upload"], by=self.request.user, at=self.at)

    def done_url(self, result: ReportDocument) -> str:
        return f"{self.there()}#files"

    def cancel_url(self) -> str:
        return self.there()


class OneFile(PortalPage):
    """A page about one file of a report."""

    records = ReportDocument.objects
    by = {"reference": "report__year__case__reference", "number": "report__year__number", "file": "pk"}
    not_allowed = ONLY_PARTIES

    def get_records(self) -> QuerySet[ReportDocument]:
        files = ReportDocument.objects.select_related("document", "report__year__case__programme")
        return files.prefetch_related("report__year__case__parties__organisation")


class ReportFile(OneFile, FilePage):
    allowed = can_see_report_document

    def get_document(self) -> Document:
        document: Document = self.record.document
        return document


class RemoveFile(OneFile, ActionPage):
    allowed = can_write_report_document
    action = remove_report_document
    problems = problems_before_saving_document
    is_dangerous = True
    submit_label = _("Take it out")
    done = _("The file has been taken out.")
    consequences = [
        _("The file no longer belongs to the report. Versions sent in earlier keep its name and fingerprint.")
    ]

    def done_url(self, result: Any) -> str:
        return f"{self.cancel_url()}#files"

    def cancel_url(self) -> str:
        return reverse("portal:report", args=[self.kwargs["reference"], self.kwargs["number"]])

    def context(self) -> dict[str, Any]:
        heading = _("Take “%(name)s” out of the report") % {"name": self.record.document.name}
        return {**super().context(), "heading": heading}
