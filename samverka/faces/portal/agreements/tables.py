"""How agreements are shown in rows."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.stages.agreements.models import Agreement
from samverka.stages.agreements.states import FOR_APPLICANT, State
from samverka.ui.showing import Column, Table, cell
from samverka.ui.templatetags.ui import badge, moment_tag, money_tag

TONES = {State.DRAFT: "neutral", State.OFFERED: "warn", State.SIGNED: "good"}


def agreement_badge(agreement: Agreement) -> dict[str, Any]:
    """Return the state of the agreement in words for the parties."""
    state = State(agreement.state)
    return {"label": FOR_APPLICANT[state], "tone": TONES[state]}


def agreement_table(agreements: Iterable[Agreement]) -> Table:
    """Return the table of agreements."""
    columns = [Column(_("Agreement")), Column(_("Reference")), Column(_("State")), Column(_("Grant"), "number")]
    rows = []
    for agreement in agreements:
        shown = agreement_badge(agreement)
        rows.append(
            [
                cell(
                    agreement.decision.application.title,
                    url=reverse("portal:agreement", args=[agreement.reference]),
                ),
                cell(agreement.reference),
                cell(badge(shown["label"], shown["tone"])),
                cell(money_tag(agreement.decision.amount, agreement.decision.currency)),
            ]
        )
    return Table(_("Agreements"), columns, rows)


def signature_table(agreement: Agreement) -> Table:
    """Return who signs, and who has signed when."""
    owner = agreement.decision.application.call.programme.owner
    rows = [
        [
            cell(party.name if party else owner.name),
            cell(signature.signed_by.name if signature else badge(_("waiting"), "warn")),
            cell(moment_tag(signature.signed_at) if signature else ""),
        ]
        for party, signature in agreement.signatories()
    ]
    return Table(_("Signatures"), [Column(_("Party")), Column(_("Signed by")), Column(_("When"))], rows)
