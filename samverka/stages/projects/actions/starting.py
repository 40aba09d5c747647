"""The start of a case, from a signed agreement."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from samverka.ground.accounts.models import User
from samverka.ground.audit.actions import record
from samverka.ground.common.dates import today
from samverka.ground.common.refusals import Problem, Refused
from samverka.stages.agreements.actions import sign_agreement
from samverka.stages.agreements.models import Agreement
from samverka.stages.agreements.states import State as AgreementState
from samverka.stages.organisations.models import Organisation
from samverka.stages.partnerships.actions import establish_partnership
from samverka.stages.projects.actions.publishing import refresh_search_text
from samverka.stages.projects.models import AccountingYear, Case, CaseLine, CaseParty, Commitment
from samverka.stages.projects.states import State


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
