"""What must be true before a decision is prepared, checked and announced."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from samverka.ground.common.bilingual import current_language
from samverka.ground.common.dates import accounting_years, today
from samverka.ground.common.money import format_money
from samverka.ground.common.refusals import Problem
from samverka.ground.programme.models import Limit
from samverka.stages.applications.models import Application, Submission
from samverka.stages.applications.rules import Measure, limits_in_force
from samverka.stages.applications.rules.budgets import regions_of
from samverka.stages.applications.states import State as ApplicationState
from samverka.stages.assessments.models import current_submission, eligibility_of
from samverka.stages.assessments.queries import handed_in
from samverka.stages.decisions.budgets import lowered_lines, requested_amount, totals_of_lines
from samverka.stages.decisions.models import Decision
from samverka.stages.decisions.states import State
from samverka.stages.organisations.models import Membership


@dataclass(frozen=True)
class Proposal:
    """What is to be decided. `report_due` gives for each accounting year the day on which its report is due."""

    outcome: str
    amount: int = 0
    reasons_sv: str = ""
    reasons_en: str = ""
    conditions_sv: str = ""
    conditions_en: str = ""
    report_due: dict[int, date] = field(default_factory=dict)

    @property
    def is_grant(self) -> bool:
        """Tell whether money is to be granted."""
        return self.outcome == Decision.Outcome.APPROVED


def proposal_of(decision: Decision) -> Proposal:
    """Return what a stored decision says, to hold it against the rules once more."""
    texts = ("reasons_sv", "reasons_en", "conditions_sv", "conditions_en")
    return Proposal(
        outcome=decision.outcome,
        amount=decision.amount,
        **{name: getattr(decision, name) for name in texts},
        report_due={row.year: row.due_on for row in decision.report_dates.all()},
    )


def years_of(application: Application) -> dict[int, tuple[date, date]]:
    """Return first and last day of each accounting year of the application's period, numbered from 1."""
    if not (application.starts_on and application.ends_on):
        return {}
    return dict(enumerate(accounting_years(application.starts_on, application.ends_on), start=1))


def usual_report_days(application: Application) -> dict[int, date]:
    """Return when reports would be due by the rule set: so many days after each accounting year."""
    days = timedelta(days=application.call.rule_set.report_days)
    return {number: ends_on + days for number, (_starts_on, ends_on) in years_of(application).items()}


# --- Preparing -------------------------------------------------------------------------------------------------------


def problems_before_preparing(application: Application, *, at: datetime) -> list[Problem]:
    """Return why no decision at all can be prepared yet, and what is worth knowing first."""
    if application.state != ApplicationState.SUBMITTED:
        return [
            Problem(_("The application is not with the office: it was withdrawn, or the partners are completing it."))
        ]
    check = eligibility_of(application)
    if check is None:
        return [Problem(_("Check first whether the application meets the conditions of the call."))]
    found: list[Problem] = []
    if check.is_eligible:
        found += _problems_with_scores(application)
    if application.call.is_open(at):
        found.append(Problem(_("The call is still open: more applications may come."), is_warning=True))
    return found


def problems_with_proposal(
    application: Application, proposal: Proposal, *, at: datetime, decision: Decision | None = None
) -> list[Problem]:
    """Return everything that stands against deciding `proposal`; `decision` is the stored one, when there is one."""
    found = [*problems_before_preparing(application, at=at)]
    check = eligibility_of(application)
    if proposal.is_grant:
        if check and not check.is_eligible:
            found.append(Problem(_("The application does not meet the conditions, so it gets no grant."), "outcome"))
        found += _problems_with_amount(application, proposal, decision)
        found += _problems_with_report_days(application, proposal)
    elif proposal.amount:
        found.append(Problem(_("A decision without a grant has no amount. Leave it empty."), "amount"))
    return [*found, *_problems_with_texts(proposal)]


def _problems_with_scores(application: Application) -> Iterator[Problem]:
    needed = application.call.rule_set.assessors_needed
    scored = len(handed_in(application))
    if scored < needed:
        yield Problem(
            _("%(scored)s of %(needed)s assessors have handed in their scores. Wait for the others, or ask more.")
            % {"scored": scored, "needed": needed}
        )


def _problems_with_amount(application: Application, proposal: Proposal, decision: Decision | None) -> Iterator[Problem]:
    call = application.call
    currency = call.programme.currency
    if proposal.amount <= 0:
        yield Problem(_("Say how much is granted."), "amount")
        return
    submission = current_submission(application)
    requested = requested_amount(submission) if submission else 0
    if submission and 0 < requested >= proposal.amount:
        yield from _problems_with_limits(application, submission, proposal.amount)
    if proposal.amount > requested:
        yield Problem(
            _("The partners asked for %(requested)s. A grant cannot be larger than that.")
            % {"requested": format_money(requested, currency, current_language())},
            "amount",
        )
    others = Decision.objects.of_call(call)
    left = call.budget_amount - (others.exclude(pk=decision.pk) if decision else others).granted()
    if proposal.amount > left:
        yield Problem(
            _("%(left)s is left in the call, after the grants that are prepared so far. Lower this one or another.")
            % {"left": format_money(left, currency, current_language())},
            "amount",
        )


def _problems_with_limits(application: Application, submission: Submission, amount: int) -> Iterator[Problem]:
    """Yield the maximum amounts of the rule set that the approved budget would break."""
    currency = application.call.programme.currency
    totals = totals_of_lines(lowered_lines(submission, amount))
    limits = application.call.rule_set.limits.filter(kind=Limit.Kind.MAXIMUM).select_related("category")
    parties = len(application.organisations)
    for limit in limits_in_force(limits, regions=regions_of(application), parties=parties):
        code = limit.category.code if limit.category else ""
        years: list[int | None] = [None] if limit.scope == Limit.Scope.CASE else list(totals.by_year)
        for measure in (Measure(limit, year, totals.of(year, code)) for year in years):
            if measure.is_over:
                words = {"label": measure.label, "cap": format_money(limit.amount, currency, current_language())}
                text = _("%(label)s: the grant would go above %(cap)s. Lower it.")
                yield Problem(text % words, "amount", source=limit.source)


def _problems_with_report_days(application: Application, proposal: Proposal) -> Iterator[Problem]:
    years = years_of(application)
    for number, (_starts_on, ends_on) in years.items():
        due_on = proposal.report_due.get(number)
        if due_on is None:
            yield Problem(_("Say when the report of year %(year)s is due.") % {"year": number}, f"due_{number}")
        elif due_on <= ends_on:
            yield Problem(
                _("Year %(year)s ends on %(day)s. Its report must be due later than that.")
                % {"year": number, "day": date_format(ends_on, "j F Y")},
                f"due_{number}",
            )
    if set(proposal.report_due) - set(years):
        yield Problem(_("The period has changed since. Load the page again and check the days of the reports."))


def _problems_with_texts(proposal: Proposal) -> Iterator[Problem]:
    for name, text in (("reasons_sv", proposal.reasons_sv), ("reasons_en", proposal.reasons_en)):
        if not text.strip():
            yield Problem(_("Write the reasons in both languages: each party reads them in its own."), name)
    if bool(proposal.conditions_sv.strip()) != bool(proposal.conditions_en.strip()):
        missing = "conditions_en" if proposal.conditions_sv.strip() else "conditions_sv"
        yield Problem(_("Write the conditions in both languages: each party reads them in its own."), missing)


# --- Checking and announcing -----------------------------------------------------------------------------------------


def problems_before_changing(decision: Decision, *, at: datetime) -> list[Problem]:
    """Return why what the decision says can no longer be changed."""
    if decision.state == State.CHECKED:
        return [Problem(_("The decision has been checked. Send it back first, with a reason; then it can be changed."))]
    if decision.state == State.ANNOUNCED:
        return [Problem(_("The decision has been announced and cannot be changed."))]
    return []


def problems_before_checking(decision: Decision, *, at: datetime) -> list[Problem]:
    """Return what the second person has to object to by the rules as they stand now."""
    if decision.state != State.PREPARED:
        return [Problem(_("The decision has already been checked."))]
    return _problems_with_decision(decision, at)


def problems_before_sending_back(decision: Decision, *, at: datetime) -> list[Problem]:
    """Return why the decision cannot be sent back."""
    if decision.state == State.ANNOUNCED:
        return [Problem(_("The decision has been announced and cannot be changed."))]
    return []


def problems_before_announcing(decision: Decision, *, at: datetime) -> list[Problem]:
    """Return why the decision cannot be announced yet."""
    if decision.state == State.ANNOUNCED:
        return [Problem(_("The decision has already been announced."))]
    if decision.state != State.CHECKED:
        return [Problem(_("A second person must check the decision before it is announced."))]
    return [*_problems_with_decision(decision, at), *_problems_with_readers(decision, at)]


def _problems_with_decision(decision: Decision, at: datetime) -> list[Problem]:
    application = decision.application
    found = problems_with_proposal(application, proposal_of(decision), at=at, decision=decision)
    submission = current_submission(application)
    if submission and submission.pk != decision.submission_id:
        found.append(
            Problem(_("The partners have sent in a new version since. Send the decision back and prepare it anew."))
        )
    return found


def _problems_with_readers(decision: Decision, at: datetime) -> Iterator[Problem]:
    """Warn of the parties in which nobody would get the mail."""
    organisations = decision.application.organisations
    members = Membership.objects.held_on(today(at)).filter(organisation__in=organisations, user__is_active=True)
    reached = set(members.values_list("organisation_id", flat=True))
    for organisation in organisations:
        if organisation.pk not in reached:
            text = _("Nobody at %(organisation)s can log in. The letter is kept, but you must send it yourself.")
            yield Problem(text % {"organisation": organisation.name}, is_warning=True)
