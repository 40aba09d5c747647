"""How agreements are shown in rows."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.stages.agreements.models import Agreement
from samverka.stages.agreements.states import State
from samverka.stages.decisions.models import Decision
from samverka.ui.showing import Column, Table, cell
from samverka.ui.templatetags.ui import badge, day_tag, moment_tag, money_tag

TONES = {State.DRAFT: "neutral", State.OFFERED: "warn", State.SIGNED: "good"}


def agreement_badge(agreement: Agreement) -> dict[str, Any]:
    """Return the state of the agreement in words."""
    state = State(agreement.state)
    return {"label": state.label, "tone": TONES[state]}


def agreement_table(agreements: Iterable[Agreement]) -> Table:
    """Return the table of agreements, with how many of the signatures are there."""
    columns = [
        Column(_("Agreement")),
        Column(_("Title")),
        Column(_("State")),
        Column(_("Signatures")),
        Column(_("Grant"), "number"),
    ]
    rows = []
    for agreement in agreements:
        signatories = agreement.signatories()
        signed = sum(1 for _party, signature in signatories if signature)
        shown = agreement_badge(agreement)
        rows.append(
            [
                cell(agreement.reference, url=reverse("office:agreement", args=[agreement.reference])),
                cell(agreement.decision.application.title),
                cell(badge(shown["label"], shown["tone"])),
                cell(_("%(signed)s of %(all)s") % {"signed": signed, "all": len(signatories)}),
                cell(money_tag(agreement.decision.amount, agreement.decision.currency)),
            ]
        )
    return Table(_("Agreements"), columns, rows)


def waiting_table(decisions: Iterable[Decision]) -> Table:
    """Return the table of grants that have no agreement yet."""
    columns = [
        Column(_("Grant")),
        Column(_("Title")),
        Column(_("Announced")),
        Column(_("Amount"), "number"),
        Column(""),
    ]
    rows = [
        [
            cell(decision.application.reference),
            cell(decision.application.title),
            cell(day_tag(decision.announced_at)),
            cell(money_tag(decision.amount, decision.currency)),
            cell(_("Draft the agreement"), url=reverse("office:agreement-new", args=[decision.application.reference])),
        ]
        for decision in decisions
    ]
    return Table(_("Grants without an agreement"), columns, rows)


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
