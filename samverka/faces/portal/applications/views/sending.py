"""Signing an application, sending it in, withdrawing it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from samverka.faces.portal.applications.forms import SignForm, SubmitForm, WithdrawForm
from samverka.faces.portal.applications.shown import address, signatures_of
from samverka.faces.portal.applications.views.one import OneApplication
from samverka.stages.applications.actions import sign_application, submit_application, withdraw_application
from samverka.stages.applications.models import Signature, Submission
from samverka.stages.applications.permissions import (
    can_sign_application,
    can_submit_application,
    can_withdraw_application,
    signed_for_by,
)
from samverka.stages.applications.rules import (
    problems_before_signing,
    problems_before_submitting,
    problems_before_withdrawing,
)
from samverka.stages.applications.states import State
from samverka.stages.organisations.models import Organisation
from samverka.ui.pages import ActionPage
from samverka.ui.reading import budget_in_short, parts_of


class SignApplication(OneApplication, ActionPage):
    allowed = can_sign_application
    not_allowed = _("Only a person with a mandate to sign for a party can sign. The office enters mandates.")
    form_class = SignForm
    template_name = "portal/applications/sign.html"
    problems = problems_before_signing
    heading = _("Read and sign")
    submit_label = _("Sign")
    done = _("You have signed. Thank you.")
    consequences = [
        _("You sign the text as it stands here, on the mandate that your organisation has given you."),
        _("If anybody changes the text afterwards, your signature no longer counts, and you get a letter."),
        _("When all parties have signed, any of the coordinators can send it in."),
    ]

    def organisations(self) -> list[Organisation]:
        """Return the parties that the person signs for and that have not signed what stands there now."""
        numbers = set(signed_for_by(self.request.user))
        return [one for one in self.record.unsigned if one.pk in numbers]

    def form_arguments(self) -> dict[str, Any]:
        numbers = set(signed_for_by(self.request.user))
        mine = self.organisations() or [one for one in self.record.organisations if one.pk in numbers]
        return {"initial": {"content_hash": self.record.content_hash}, "organisations": mine}

    def act(self, form: SignForm) -> Signature:
        organisation = form.organisations[form.cleaned_data["organisation"]]
        read = form.cleaned_data["content_hash"]
        return sign_application(self.record, organisation, content_hash=read, by=self.request.user, at=self.at)

    def context(self) -> dict[str, Any]:
        content = self.record.content
        return {
            **super().context(),
            "parts": parts_of(content, self.file_address),
            "short_budget": budget_in_short(content),
            "signatures": signatures_of(self.record),
            "has_signed": not self.organisations(),
            "is_draft": self.record.state == State.DRAFT,
        }


class SubmitApplication(OneApplication, ActionPage):
    allowed = can_submit_application
    not_allowed = _("Only the coordinators of the parties send the application in.")
    form_class = SubmitForm
    template_name = "portal/applications/submit.html"
    problems = problems_before_submitting
    heading = _("Send in the application")
    submit_label = _("Send in")
    done = _("The application has been received. This is your receipt.")
    consequences = [
        _("The application is sent in as it stands now, with all signatures, and can no longer be changed."),
        _("Everybody in your organisations gets a receipt by e-mail."),
        _("The office checks it and has it assessed. You can withdraw it until the decision."),
    ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what will happen; for one that has been sent in, its receipt."""
        if self.record.state == State.SUBMITTED:
            return redirect(address("application-receipt", self.record))
        return super().get(request, *args, **kwargs)

    def act(self, form: SubmitForm) -> Submission:
        return submit_application(self.record, key=form.cleaned_data["key"], by=self.request.user, at=self.at)

    def done_url(self, result: Submission) -> str:
        return address("application-receipt", self.record)


class WithdrawApplication(OneApplication, ActionPage):
    allowed = can_withdraw_application
    not_allowed = _("Only the coordinators of the parties withdraw the application.")
    form_class = WithdrawForm
    action = withdraw_application
    problems = problems_before_withdrawing
    heading = _("Withdraw the application")
    submit_label = _("Withdraw")
    done = _("The application has been withdrawn.")
    is_dangerous = True
    consequences = [
        _("The application will not be assessed. This cannot be undone; you would have to start a new one."),
        _("Its text stays readable for you. All parties get a letter."),
    ]
