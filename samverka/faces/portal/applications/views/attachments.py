"""The files of an application: sending one in, taking one away."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from samverka.faces.portal.applications.forms import AttachmentForm
from samverka.faces.portal.applications.shown import address, steps_of
from samverka.faces.portal.applications.views.one import OneApplication
from samverka.stages.applications.actions import add_attachment, remove_attachment
from samverka.stages.applications.models import Attachment, Section
from samverka.stages.applications.permissions import can_edit_application
from samverka.stages.applications.states import State
from samverka.ui.pages import ActionPage, FormPage


class WriteAttachments(OneApplication, FormPage):
    allowed = can_edit_application
    not_allowed = _("Only the coordinators of the parties write the application.")
    form_class = AttachmentForm
    template_name = "portal/applications/attachments.html"
    heading = Section.ATTACHMENTS.label
    submit_label = _("Send in the file")
    done = _("The file has been received and checked.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the files; those of an application that has been sent in can only be read."""
        if self.record.state != State.DRAFT:
            return redirect(f"{address('application-read', self.record)}#part-{Section.ATTACHMENTS}")
        return super().get(request, *args, **kwargs)

    def act(self, form: AttachmentForm) -> Attachment:
        kind, upload = form.cleaned_data["kind"], form.cleaned_data["upload"]
        return add_attachment(self.record, upload, kind, by=self.request.user, at=self.at)

    def done_url(self, result: Attachment) -> str:
        return address("application-section", self.record, Section.ATTACHMENTS)

    def context(self) -> dict[str, Any]:
        stored = self.record.attachments.select_related("document__stored_by")
        files = [(one, self.file_address(one.document.sha256)) for one in stored]
        steps = steps_of(self.record, self.request.user, current=Section.ATTACHMENTS)
        return {**super().context(), "files": files, "steps": steps, "is_signed": bool(self.record.valid_signatures)}


class RemoveAttachment(OneApplication, ActionPage):
    allowed = can_edit_application
    not_allowed = _("Only the coordinators of the parties write the application.")
    heading = _("Take the file away")
    submit_label = _("Take the file away")
    done = _("The file is no longer part of the application.")
    is_dangerous = True
    consequences = [_("The file is no longer part of the application. Who has signed must sign again.")]

    def act(self, form: Any) -> Any:
        return remove_attachment(self.record, self.kwargs["number"], by=self.request.user, at=self.at)

    def done_url(self, result: Any) -> str:
        return address("application-section", self.record, Section.ATTACHMENTS)

    def cancel_url(self) -> str:
        return address("application-section", self.record, Section.ATTACHMENTS)
