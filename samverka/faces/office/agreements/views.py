"""The agreements room: list, one agreement, drafting, sending out, calling back and signing for the owner."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.office.agreements.forms import DraftForm, RecallForm, SignForm
from samverka.faces.office.agreements.tables import agreement_badge, agreement_table, signature_table, waiting_table
from samverka.faces.office.frame import OfficePage
from samverka.ground.documents.models import Document
from samverka.stages.agreements.actions import draft_agreement, offer_agreement, recall_agreement, redraft_agreement
from samverka.stages.agreements.models import Agreement
from samverka.stages.agreements.permissions import (
    can_draft_agreement,
    can_offer_agreement,
    can_see_agreement,
    can_see_agreements,
    can_sign_agreement_for_owner,
)
from samverka.stages.agreements.queries import decisions_without_agreement, with_all_parts
from samverka.stages.agreements.rules import (
    problems_before_drafting,
    problems_before_offering,
    problems_before_recalling,
    problems_before_redrafting,
    problems_before_signing,
)
from samverka.stages.agreements.states import NEXT, State
from samverka.stages.decisions.models import Decision
from samverka.stages.projects.actions import conclude_agreement
from samverka.ui.pages import ActionPage, ListPage, RecordPage
from samverka.ui.pages.sending import FilePage
from samverka.ui.showing import timeline_of


class AgreementList(OfficePage, ListPage):
    allowed = can_see_agreements
    heading = _("Agreements")
    template_name = "office/agreements/agreements.html"
    empty_text = _("There is no agreement yet. One is drafted from each grant that has been announced.")

    def rows(self) -> QuerySet[Agreement]:
        return with_all_parts(Agreement.objects.visible_to(self.request.user))

    def table(self, rows: Any) -> Any:
        return agreement_table(rows)

    def context(self) -> dict[str, Any]:
        waiting = decisions_without_agreement(self.request.user)
        may_draft = [one for one in waiting if can_draft_agreement(self.request.user, one)]
        return {**super().context(), "waiting": waiting_table(may_draft) if may_draft else None}


class OneAgreement(OfficePage):
    """A page about one agreement."""

    records = Agreement.objects
    by = {"reference": "decision__application__reference"}
    not_allowed = _("Only programme officers and the head of programme do this with agreements.")

    def get_records(self) -> QuerySet[Agreement]:
        return with_all_parts(Agreement.objects.all())

    def done_url(self, result: Any) -> str:
        return reverse("office:agreement", args=[self.kwargs["reference"]])

    def cancel_url(self) -> str:
        return reverse("office:agreement", args=[self.kwargs["reference"]])

    def context(self) -> dict[str, Any]:
        crumbs = [(_("Agreements"), reverse("office:agreements"))]
        if self.request.path != self.cancel_url():
            crumbs.append((self.kwargs["reference"], self.cancel_url()))
        pdf_url = reverse("office:agreement-pdf", args=[self.kwargs["reference"]])
        return {**super().context(), "breadcrumbs": crumbs, "pdf_url": pdf_url}


class AgreementRecord(OneAgreement, RecordPage):
    allowed = can_see_agreement
    template_name = "office/agreements/agreement.html"

    def context(self) -> dict[str, Any]:
        agreement = self.record
        return {
            **super().context(),
            "heading": agreement.decision.application.title,
            "badge": agreement_badge(agreement),
            "lead": NEXT[State(agreement.state)],
            "signatures": signature_table(agreement),
            "timeline": timeline_of(agreement),
            "actions": self.actions(),
            "case_url": self.case_url(),
        }

    def case_url(self) -> str:
        """Return where the case is, once it runs."""
        agreement = self.record
        return reverse("office:case", args=[agreement.reference]) if agreement.state == State.SIGNED else ""

    def actions(self) -> list[dict[str, Any]]:
        """Return what this person can do with the agreement as it is now."""
        user, agreement = self.request.user, self.record
        offered: list[tuple[str, Any, bool]] = []
        if agreement.state == State.OFFERED and can_sign_agreement_for_owner(user, agreement):
            has_signed = any(party is None and signature for party, signature in agreement.signatories())
            offered += [] if has_signed else [("agreement-sign", _("Sign for the owner"), True)]
        if can_offer_agreement(user, agreement):
            offered += {
                State.DRAFT: [
                    ("agreement-offer", _("Send out for signature"), True),
                    ("agreement-redraft", _("Write anew"), False),
                ],
                State.OFFERED: [("agreement-recall", _("Call back"), False)],
            }.get(agreement.state, [])
        return [
            {"label": label, "url": reverse(f"office:{name}", args=[agreement.reference]), "is_primary": is_primary}
            for name, label, is_primary in offered
        ]


class DraftAgreement(OfficePage, ActionPage):
    allowed = can_draft_agreement
    not_allowed = _("Only programme officers and the head of programme draft agreements.")
    records = Decision.objects
    by = {"reference": "application__reference"}
    action = draft_agreement
    problems = problems_before_drafting
    form_class = DraftForm
    heading = _("Draft the agreement")
    submit_label = _("Draft the agreement")
    done = _("The agreement is drafted. Read it, and send it out for signature when it is right.")
    consequences = [
        _("The agreement is written from the decision: parties, period, amount, budget, conditions, report days."),
        _("Nobody outside the office sees it before it is sent out."),
    ]

    def get_records(self) -> QuerySet[Decision]:
        parts = Decision.objects.select_related("application__call__programme__owner", "submission")
        return parts.prefetch_related("application__partners__organisation__country", "report_dates")

    def initial(self) -> dict[str, Any]:
        return {"language": "en"}

    def done_url(self, result: Agreement) -> str:
        return reverse("office:agreement", args=[self.kwargs["reference"]])

    def cancel_url(self) -> str:
        return reverse("office:agreements")


class RedraftAgreement(OneAgreement, ActionPage):
    allowed = can_offer_agreement
    action = redraft_agreement
    problems = problems_before_redrafting
    form_class = DraftForm
    heading = _("Write the agreement anew")
    submit_label = _("Write it anew")
    done = _("The agreement has been written anew.")
    consequences = [_("The text is made once more from the decision, with names as they are today.")]

    def initial(self) -> dict[str, Any]:
        return {"language": self.record.language}


class OfferAgreement(OneAgreement, ActionPage):
    allowed = can_offer_agreement
    action = offer_agreement
    problems = problems_before_offering
    heading = _("Send the agreement out for signature")
    submit_label = _("Send it out")
    done = _("The agreement is out for signature.")
    consequences = [
        _("Everybody with a mandate, the coordinators of each party and the head of programme get a letter at once."),
        _("The owner and every party sign, in whatever order. The last signature starts the case."),
        _("The text can no longer be changed, unless you call the agreement back."),
    ]


class RecallAgreement(OneAgreement, ActionPage):
    allowed = can_offer_agreement
    action = recall_agreement
    problems = problems_before_recalling
    form_class = RecallForm
    is_dangerous = True
    heading = _("Call the agreement back")
    submit_label = _("Call it back")
    done = _("The agreement has been called back.")
    consequences = [
        _("Signatures made so far do not count any more; everybody signs anew later."),
        _("Those who were asked to sign get a letter with the reason."),
    ]


class SignAgreement(OneAgreement, ActionPage):
    allowed = can_sign_agreement_for_owner
    not_allowed = _("Only the head of programme signs for the owner.")
    problems = problems_before_signing
    form_class = SignForm
    template_name = "office/agreements/sign.html"
    heading = _("Sign for the owner")
    submit_label = _("Sign the agreement")
    done = _("You have signed the agreement.")
    consequences = [_("When every party has signed too, the agreement is in force and the case starts.")]

    def initial(self) -> dict[str, Any]:
        return {"content_hash": self.record.content_hash}

    def act(self, form: SignForm) -> Any:
        seen = form.cleaned_data["content_hash"]
        return conclude_agreement(self.record, organisation=None, by=self.request.user, at=self.at, content_hash=seen)


class AgreementPdf(OneAgreement, FilePage):
    allowed = can_see_agreement

    def get_document(self) -> Document:
        document: Document = self.record.document
        return document
