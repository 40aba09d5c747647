"""The agreements room: list, one agreement, signing it, its PDF."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.portal.agreements.forms import SignForm
from samverka.faces.portal.agreements.tables import agreement_badge, agreement_table, signature_table
from samverka.faces.portal.frame import PortalPage, is_anybody
from samverka.ground.common.dates import today
from samverka.ground.documents.models import Document
from samverka.stages.agreements.models import Agreement
from samverka.stages.agreements.permissions import can_see_agreement, can_sign_agreement
from samverka.stages.agreements.queries import parties_signed_for_by, with_all_parts
from samverka.stages.agreements.rules import problems_before_signing
from samverka.stages.agreements.states import NEXT, State
from samverka.stages.organisations.models import Organisation
from samverka.stages.projects.actions import conclude_agreement
from samverka.ui.pages import ActionPage, ListPage, RecordPage
from samverka.ui.pages.sending import FilePage


class AgreementList(PortalPage, ListPage):
    allowed = is_anybody
    heading = _("Agreements")
    empty_text = _("You have no agreement yet. One follows when a grant has been decided.")

    def rows(self) -> QuerySet[Agreement]:
        return with_all_parts(Agreement.objects.visible_to(self.request.user))

    def table(self, rows: Any) -> Any:
        return agreement_table(rows)


class OneAgreement(PortalPage):
    """A page about one agreement."""

    records = Agreement.objects
    by = {"reference": "decision__application__reference"}

    def get_records(self) -> QuerySet[Agreement]:
        return with_all_parts(Agreement.objects.all())

    def here(self) -> str:
        """Return the address of the agreement."""
        return reverse("portal:agreement", args=[self.kwargs["reference"]])

    def unsigned(self) -> list[Organisation]:
        """Return the parties for which this person can sign and nobody has signed."""
        mine = parties_signed_for_by(self.request.user, self.record, on=today(self.at))
        return [party for party, signature in self.record.signatories() if party in mine and not signature]

    def context(self) -> dict[str, Any]:
        crumbs = [(_("Agreements"), reverse("portal:agreements"))]
        if self.request.path != self.here():
            crumbs.append((self.kwargs["reference"], self.here()))
        pdf_url = reverse("portal:agreement-pdf", args=[self.kwargs["reference"]])
        return {**super().context(), "breadcrumbs": crumbs, "pdf_url": pdf_url}


class AgreementRecord(OneAgreement, RecordPage):
    allowed = can_see_agreement
    template_name = "portal/agreements/agreement.html"

    def context(self) -> dict[str, Any]:
        agreement = self.record
        is_running = agreement.state == State.SIGNED
        sign = {"label": _("Sign the agreement"), "url": f"{self.here()}sign/", "is_primary": True}
        return {
            **super().context(),
            "heading": agreement.decision.application.title,
            "badge": agreement_badge(agreement),
            "lead": NEXT[State(agreement.state)],
            "signatures": signature_table(agreement),
            "actions": [sign] if agreement.state == State.OFFERED and self.unsigned() else [],
            "case_url": reverse("portal:case", args=[agreement.reference]) if is_running else "",
        }


class SignAgreement(OneAgreement, ActionPage):
    allowed = can_sign_agreement
    not_allowed = _("Only a person with a mandate for one of the parties signs. You can read the agreement.")
    problems = problems_before_signing
    form_class = SignForm
    template_name = "portal/agreements/sign.html"
    heading = _("Sign the agreement")
    submit_label = _("Sign the agreement")
    done = _("You have signed the agreement.")
    consequences = [
        _("Your name, your organisation and the moment are kept together with the text you read."),
        _("The agreement is in force, and the case starts, when the owner and every party have signed."),
    ]

    def form_arguments(self) -> dict[str, Any]:
        mine = parties_signed_for_by(self.request.user, self.record, on=today(self.at))
        first = next(iter([*self.unsigned(), *mine]))
        return {"parties": mine, "initial": {"organisation": first.pk, "content_hash": self.record.content_hash}}

    def act(self, form: SignForm) -> Any:
        return conclude_agreement(self.record, by=self.request.user, at=self.at, **self.signing(form))

    def signing(self, form: SignForm) -> dict[str, Any]:
        """Return for whom is signed, and which text."""
        return {name: form.cleaned_data[name] for name in ("organisation", "content_hash")}

    def done_url(self, result: Any) -> str:
        return self.here()

    def cancel_url(self) -> str:
        return self.here()


class AgreementPdf(OneAgreement, FilePage):
    allowed = can_see_agreement

    def get_document(self) -> Document:
        document: Document = self.record.document
        return document
