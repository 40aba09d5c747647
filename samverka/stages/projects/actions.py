"""What is done with cases: their start from a signed agreement, and what the public sees of them."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from samverka.ground.accounts.models import User
from samverka.ground.audit.actions import record
from samverka.ground.common.dates import today
from samverka.ground.common.refusals import Problem, Refused, refuse_if, require
from samverka.ground.outbox.actions import post
from samverka.stages.agreements.actions import sign_agreement
from samverka.stages.agreements.models import Agreement
from samverka.stages.agreements.states import State as AgreementState
from samverka.stages.organisations.models import Organisation
from samverka.stages.organisations.queries import people_of
from samverka.stages.partnerships.actions import establish_partnership
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects import notices
from samverka.stages.projects.models import AccountingYear, Case, CaseLine, CaseParty, Commitment
from samverka.stages.projects.permissions import can_edit_case_texts, can_publish_case
from samverka.stages.projects.queries import search_text_of
from samverka.stages.projects.rules import (
    PUBLIC_TEXTS,
    problems_before_publishing,
    problems_before_unpublishing,
)
from samverka.stages.projects.states import State

# --- The start -------------------------------------------------------------------------------------------------------


@transaction.atomic
def conclude_agreement(
    agreement: Agreement, *, organisation: Organisation | None, by: User, at: datetime, content_hash: str = ""
) -> Case | None:
    """Sign the agreement, and start the case when that was the last signature. Return the case, if it runs.

    Who and who is told: see `sign_agreement`. A repeat signs nothing and starts nothing a second time.
    """
    sign_agreement(agreement, organisation, by=by, at=at, content_hash=content_hash)
    return start_case(agreement, by=by, at=at) if agreement.state == AgreementState.SIGNED else None


@transaction.atomic
def start_case(agreement: Agreement, *, by: User, at: datetime) -> Case:
    """Make the running case of a signed agreement: parties, partnership, commitment, accounting years, budget lines.

    It follows from the signatures, so it asks for no further permission; `by` is the person who signed last. Of one
    agreement there is one case: a repeat returns it. Tells nobody; the letters about the agreement have gone.
    """
    started = Case.objects.filter(agreement=agreement).first()
    if started:
        return started
    if agreement.state != AgreementState.SIGNED:
        raise Refused([Problem(_("The case starts when the owner and every party have signed the agreement."))])
    case = _case_of(agreement, by=by, at=at)
    _take_over_parties(case, agreement)
    _take_over_taxonomies(case, agreement)
    decision = agreement.decision
    Commitment.objects.create(
        case=case,
        amount=decision.amount,
        currency=decision.currency,
        committed_on=today(decision.announced_at or at),
    )
    _take_over_budget(case, agreement)
    refresh_search_text(case)
    record(gettext_noop("Case started"), case, by=by, at=at, agreement=agreement.content_hash)
    return case


def _case_of(agreement: Agreement, *, by: User, at: datetime) -> Case:
    application = agreement.decision.application
    programme = application.call.programme
    home_first = sorted(application.organisations, key=lambda one: one.country_id != programme.home_country_id)
    decided_on = today(agreement.decision.announced_at or at)
    return Case.objects.create(
        programme=programme,
        partnership=establish_partnership(programme, home_first, by=by, at=at),
        agreement=agreement,
        case_type=application.call.rule_set.case_type,
        reference=application.reference,
        state=State.RUNNING,
        title_sv=application.title,
        title_en=application.title,
        summary_sv=application.summary_sv,
        summary_en=application.summary_en,
        starts_on=application.starts_on,
        ends_on=application.ends_on,
        start_year=application.starts_on.year if application.starts_on else None,
        end_year=application.ends_on.year if application.ends_on else None,
        decided_text=decided_on.isoformat(),
        changed_at=at,
    )


def _take_over_parties(case: Case, agreement: Agreement) -> None:
    """Write the parties with the payee first, and the countries outside the home country."""
    home = case.programme.home_country_id
    organisations = agreement.parties
    CaseParty.objects.bulk_create(
        CaseParty(case=case, organisation=one, is_home=one.country_id == home, position=position)
        for position, one in enumerate(organisations)
    )
    case.countries.set({one.country_id for one in organisations} - {home})


def _take_over_taxonomies(case: Case, agreement: Agreement) -> None:
    application = agreement.decision.application
    for name in ("areas", "topics", "core_areas", "goals", "targets"):
        getattr(case, name).set(getattr(application, name).all())


def _take_over_budget(case: Case, agreement: Agreement) -> None:
    """Write the accounting years and the lines as they were signed, not as other tables stand today."""
    content: dict[str, Any] = agreement.content
    years = {
        row["number"]: AccountingYear.objects.create(
            case=case,
            number=row["number"],
            starts_on=date.fromisoformat(row["starts_on"]),
            ends_on=date.fromisoformat(row["ends_on"]),
            report_due_on=date.fromisoformat(row["due_on"]),
        )
        for row in content["years"]
    }
    names = ("category_code", "category_sv", "category_en", "description", "amount")
    CaseLine.objects.bulk_create(
        CaseLine(year=years[line["year"]], position=position, **{name: line[name] for name in names})
        for position, line in enumerate(content["lines"])
    )


def refresh_search_text(case: Case) -> None:
    """Keep what a search looks through in step with the names in the case. Called by whatever changes one of them."""
    case.search_text = search_text_of(case)
    Case.objects.filter(pk=case.pk).update(search_text=case.search_text)


# --- What the public sees --------------------------------------------------------------------------------------------


@transaction.atomic
def edit_case_texts(case: Case, *, by: User, at: datetime, **texts: str) -> Case:
    """Change the titles and summaries of a case. Those of a public case must stay fit for the public.

    Who: programme officer, head, editor. Tells nobody.
    """
    require(can_edit_case_texts(by, case))
    changed = [name for name in PUBLIC_TEXTS if name in texts and texts[name] != getattr(case, name)]
    for name in changed:
        setattr(case, name, texts[name])
    if case.published_at:
        refuse_if(problems_before_publishing(case, at=at))
    if changed:
        case.changed_at = at
        case.save(update_fields=[*changed, "changed_at"])
        refresh_search_text(case)
        record(gettext_noop("Public texts changed"), case, by=by, at=at, fields=changed)
    return case


@transaction.atomic
def publish_case(case: Case, *, by: User, at: datetime) -> Case:
    """Show the case to the public, and with it its organisations and its partnership.

    A decision of a person, never automatic. Who: programme officer, head, editor. Tells everybody in the parties.
    """
    require(can_publish_case(by, case))
    refuse_if(problems_before_publishing(case, at=at))
    # The UPDATE asks whether it is unpublished still: of two people who publish, one does.
    if not Case.objects.filter(pk=case.pk, published_at=None).update(published_at=at, changed_at=at):
        return case
    case.published_at = case.changed_at = at
    case_parties = [party.organisation_id for party in case.parties.all()]
    Organisation.objects.filter(pk__in=case_parties, is_public=False).update(is_public=True, changed_at=at)
    Partnership.objects.filter(cases=case, is_public=False).update(is_public=True, changed_at=at)
    refresh_search_text(case)
    record(gettext_noop("Case published"), case, by=by, at=at)
    post(notices.case_published(case, people_of(case_parties, today(at))), at=at)
    return case


@transaction.atomic
def unpublish_case(case: Case, *, reason: str, by: User, at: datetime) -> Case:
    """Take the case back from the public; its organisations and partnership too, where nothing else of them is public.

    Who: programme officer, head, editor. Tells nobody: the reason stands in the record of changes.
    """
    require(can_publish_case(by, case))
    refuse_if(problems_before_unpublishing(case, at=at))
    Case.objects.filter(pk=case.pk).update(published_at=None, changed_at=at)
    case.published_at, case.changed_at = None, at
    shown = Case.objects.public()
    shown_partnerships = shown.exclude(partnership=None).values("partnership")
    Partnership.objects.filter(cases=case).exclude(pk__in=shown_partnerships).update(is_public=False, changed_at=at)
    still_shown = CaseParty.objects.filter(case__in=shown).values("organisation")
    hidden = Organisation.objects.filter(case_parties__case=case).exclude(pk__in=still_shown)
    hidden = hidden.exclude(parties__partnership__is_public=True)
    Organisation.objects.filter(pk__in=list(hidden.values_list("pk", flat=True))).update(is_public=False, changed_at=at)
    record(gettext_noop("Case taken back from the public"), case, by=by, at=at, reason=reason)
    return case
