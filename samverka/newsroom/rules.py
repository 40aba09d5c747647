"""What stands in the way of publishing, and of announcing to the newsroom: what is not decided, or not open."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import override

from samverka.ground.common.bilingual import current_language
from samverka.ground.common.money import format_money
from samverka.ground.common.refusals import Problem
from samverka.newsroom.facts import Listed, cases_as_awards, decisions_as_awards, listed_awards
from samverka.stages.calls.models import Call
from samverka.stages.decisions.models import Decision
from samverka.stages.decisions.queries import with_application
from samverka.stages.decisions.states import State


class Announcing(Protocol):
    """What a text claims: an article, or one that is being written."""

    body: Any
    announced_total: int | None
    announced_currency: str


def problems_before_publishing(text: Announcing, at: datetime) -> list[Problem]:
    """Return every difference between the text and the facts, each in a sentence with both sides of it."""
    listed = listed_awards(text.body, at)
    return [*_about_rows(listed), *_about_cases(text.body, at), *_about_total(text, listed)]


def differences_accepted(text: Announcing, at: datetime) -> str:
    """Return the differences as an editor accepts them: when one of them changes, the reason holds no longer."""
    with override("en"):
        return "\n".join(map(str, problems_before_publishing(text, at)))


def _about_rows(listed: list[Listed]) -> Iterator[Problem]:
    times = Counter(one.award.reference for one in listed)
    for reference, count in times.items():
        if count > 1:
            yield Problem(_("%(reference)s is listed more than once.") % {"reference": reference}, "body")
    for one in listed:
        award = one.award
        here = {"reference": award.reference}
        if not award.is_granted:
            yield Problem(_("%(reference)s has no grant that was announced.") % here, "body")
        elif not award.is_open:
            yield Problem(_("%(reference)s is not public: readers would see none of it.") % here, "body")
        if one.named and one.named != award.recipient:
            here |= {"named": one.named.name, "recipient": award.recipient.name if award.recipient else "–"}
            text = _("The text gives %(reference)s to %(named)s; the decision gives it to %(recipient)s.")
            yield Problem(text % here, "body")


def _about_cases(body: Any, at: datetime) -> Iterator[Problem]:
    """Say which cases the text shows that the public does not see: one may have been withdrawn since it was written."""
    shown = [block.value.pk for block in body if block.block_type == "case" and block.value]
    for award in cases_as_awards(shown, at).values():
        if not award.is_open:
            text = _("%(reference)s is not public: readers would see none of it.")
            yield Problem(text % {"reference": award.reference}, "body")


def _about_total(text: Announcing, listed: list[Listed]) -> Iterator[Problem]:
    if text.announced_total is None:
        return
    awards = {one.award.reference: one.award for one in listed}.values()
    for award in awards:
        if award.amount is None:
            yield Problem(_("The amount of %(reference)s is not known.") % {"reference": award.reference}, "body")
        elif award.currency != text.announced_currency:
            here = {"reference": award.reference, "currency": award.currency}
            yield Problem(_("%(reference)s is granted in %(currency)s, another currency.") % here, "body")
    counted = sum(award.amount or 0 for award in awards if award.currency == text.announced_currency)
    if counted != text.announced_total:
        yield Problem(_difference(text.announced_total, counted, text.announced_currency), "announced_total")


def _difference(announced: int, counted: int, currency: str) -> str:
    """Return the sentence that says by how much the list misses the total."""
    here = {
        "announced": format_money(announced, currency, current_language()),
        "counted": format_money(counted, currency, current_language()),
        "difference": format_money(abs(announced - counted), currency, current_language()),
    }
    if counted < announced:
        return (
            _("The text announces %(announced)s, but the awards listed come to %(counted)s: %(difference)s less.")
            % here
        )
    return _("The text announces %(announced)s, but the awards listed come to %(counted)s: %(difference)s more.") % here


# --- Announcing to the newsroom --------------------------------------------------------------------------------------


def problems_before_announcing_to_newsroom(decision: Decision, *, at: datetime) -> list[Problem]:
    """Return why no news can be drafted from a decision: it must be a grant that the parties know of, and open."""
    return problems_with_grants([decision], at=at)


def problems_before_announcing_call_to_newsroom(call: Call, *, at: datetime) -> list[Problem]:
    """Return why no news can be drafted from the grants of a call. What is not open is left out, with a warning."""
    grants = grants_of(call)
    if not grants:
        return [Problem(_("No grant of this call has been announced to the parties yet."))]
    found = problems_with_grants(grants, at=at)
    if len(found) < len(grants):
        return [replace(problem, is_warning=True) for problem in found]
    return found


def problems_with_grants(decisions: Iterable[Decision], *, at: datetime) -> list[Problem]:
    """Return a problem for each decision that readers may not read of."""
    found = []
    for decision, award in decisions_as_awards(decisions, at):
        here = {"reference": award.reference}
        if not decision.is_grant or decision.state != State.ANNOUNCED:
            found.append(Problem(_("%(reference)s has no grant that was announced.") % here))
        elif not award.is_open:
            text = _(
                "%(reference)s is left out of the news: its case is withdrawn, under embargo or without its place."
            )
            found.append(Problem(text % here))
    return found


def grants_of(call: Call) -> list[Decision]:
    """Return the grants of a call that were announced to the parties, in the order of their references."""
    known = Decision.objects.of_call(call).announced().filter(outcome=Decision.Outcome.APPROVED)
    return list(with_application(known.order_by("application__reference")))
