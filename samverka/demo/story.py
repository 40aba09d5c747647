"""The story of the demonstration: each of its people has something to do, and something that is done.

A year ago there was a call; one of its cases is paid and public, one has a report to read, one got no grant. A call
has just closed and is being assessed; a third is open, with a draft in it; a fourth is being prepared. Every step is
taken by the same actions that people take on the pages.
"""

from datetime import datetime, time, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile

from samverka.demo import plots, writing
from samverka.ground.common.dates import today
from samverka.ground.documents.pdf import make_pdf
from samverka.ground.programme.models import Tag
from samverka.stages.agreements.actions import draft_agreement, offer_agreement
from samverka.stages.applications.models import Application
from samverka.stages.assessments.actions import (
    ask_assessor,
    check_eligibility,
    declare_no_conflict,
    hand_in_scores,
    save_scores,
)
from samverka.stages.assessments.rules import Points
from samverka.stages.calls.actions import make_call, open_call
from samverka.stages.calls.models import Call
from samverka.stages.decisions.actions import announce_decision, check_decision, prepare_decision
from samverka.stages.decisions.rules import Proposal, usual_report_days
from samverka.stages.partnerships.actions import add_steering_member
from samverka.stages.partnerships.models import Partnership
from samverka.stages.payments.actions import confirm_payment, enter_payment
from samverka.stages.projects.actions import conclude_agreement, edit_case_texts, publish_case
from samverka.stages.projects.models import Case
from samverka.stages.reports.actions import (
    Cost,
    accept_report,
    add_report_document,
    begin_report,
    clear_report,
    save_report,
    submit_report,
)

BEFORE = timedelta(days=520)
GUIDE = Path(__file__).with_name("guide.typ")


def tell_the_story(cast: SimpleNamespace, at: datetime) -> None:
    """Walk the cast through the programme, from a year and a half before `at` until `at`."""
    last_year(cast, at - BEFORE, at)
    being_assessed(cast, at - timedelta(days=45))
    being_written(cast, at)


def a_call(
    cast: Any, at: datetime, title_sv: str, title_en: str, *, days: int, crowns: int, opens: datetime | None = None
) -> Call:
    """Return a call that Sara drafted at `at`, open for `days` days from then or from `opens`."""
    first, zone = today(opens or at), ZoneInfo(cast.programme.time_zone)
    return make_call(
        cast.rule_set,
        key=uuid4(),
        by=cast.sara,
        at=at,
        title_sv=title_sv,
        title_en=title_en,
        summary_sv="Pengar till kommuner och regioner som vill lösa en uppgift tillsammans med en partner i ett annat "
        "land, i ett till tre år. Båda sidor planerar, arbetar och lär.",
        summary_en="Money for municipalities and regions that want to solve a task together with a partner in another "
        "country, for one to three years. Both sides plan, work and learn.",
        opens_at=datetime.combine(first, time(8), tzinfo=zone),
        closes_at=datetime.combine(first + timedelta(days=days), time(23, 59, 59), tzinfo=zone),
        decision_on=first + timedelta(days=days + 60),
        budget_amount=crowns * 100,
    )


def last_year(cast: Any, then: datetime, now: datetime) -> None:
    """One case from application to payment and publication, one with a report to read, one without a grant."""
    call = a_call(cast, then, "Projekt, förra årets utlysning", "Projects, last year's call", days=30, crowns=2_000_000)
    call = open_call(call, by=cast.sara, at=then)
    wanted = (plots.WATER, plots.YOUTH, plots.GARDENS)
    sent = [writing.submitted(cast, call, plot, then + timedelta(days=9), 85) for plot in wanted]
    later = then + timedelta(days=40)
    for application, points in zip(sent, ((5, 4), (4, 4), (2, 1)), strict=True):
        score(cast, application, points, later)
    for application, is_grant in zip(sent, (True, True, False), strict=True):
        decide(cast, application, later + timedelta(days=20), is_grant=is_grant)
    water, youth = (agree(cast, one, later + timedelta(days=30)) for one in sent[:2])
    # The title of one is there in English only, as partners often write it: so the Swedish page has to say so.
    told = ((water, plots.WATER.title_sv, ("water", "open_books")), (youth, "", ("young_people", "children")))
    for case, title_sv, words in told:
        tags = Tag.objects.filter(code__in=words)
        edit_case_texts(case, title_sv=title_sv, tags=tags, by=cast.maja, at=later + timedelta(days=39))
        publish_case(case, by=cast.maja, at=later + timedelta(days=40))
    report(cast, water, now - timedelta(days=20), share=97)
    pay(cast, water, now - timedelta(days=12))
    clear(cast, water, now - timedelta(days=11))
    steer(cast, water, later + timedelta(days=45))
    report(cast, youth, now - timedelta(days=3), share=92)


def being_assessed(cast: Any, then: datetime) -> None:
    """A call that has closed: one application is scored, one is with the assessors, one is just in."""
    call = a_call(cast, then, "Projekt, andra utlysningen", "Projects, second call", days=30, crowns=1_500_000)
    call = open_call(call, by=cast.sara, at=then)
    wanted = (plots.SCHOOL, plots.BUDGET, plots.HEALTH)
    school, budget, _health = (writing.submitted(cast, call, plot, then + timedelta(days=12), 150) for plot in wanted)
    later = then + timedelta(days=33)
    score(cast, school, (4, 5), later)
    check_eligibility(budget, is_eligible=True, findings="", by=cast.peter, at=later)
    for assessor in (cast.eva, cast.samuel):
        ask_assessor(budget, assessor, due_on=today(later) + timedelta(days=21), by=cast.sara, at=later)


def being_written(cast: Any, now: datetime) -> None:
    """An open call with a draft that waits for signatures, and a call that Sara has still to open."""
    then = now - timedelta(days=12)
    call = a_call(cast, then, "Projekt, tredje utlysningen", "Projects, third call", days=32, crowns=3_000_000)
    call = open_call(call, by=cast.sara, at=then)
    market = writing.written(cast, call, plots.MARKET, then + timedelta(days=4), 150)
    writing.sign(cast, market, "exempelby", then + timedelta(days=6))
    then = now + timedelta(days=20)
    a_call(cast, now, "Projekt, nästa utlysning", "Projects, next call", opens=then, days=45, crowns=1_000_000)


def score(cast: Any, application: Application, points: tuple[int, int], at: datetime) -> None:
    """Check the application and let both assessors hand in their points."""
    check_eligibility(application, is_eligible=True, findings="", by=cast.sara, at=at)
    for assessor, given in zip((cast.eva, cast.samuel), points, strict=True):
        assignment = ask_assessor(application, assessor, due_on=today(at) + timedelta(days=14), by=cast.sara, at=at)
        assignment = declare_no_conflict(assignment, by=assessor, at=at + timedelta(hours=2))
        criteria = application.call.rule_set.criteria.all()
        comment, advice = ("Clear and well founded.", "Fund it.") if given > 2 else ("Not shown.", "Do not fund it.")
        scores = {criterion.pk: Points(given, comment) for criterion in criteria}
        save_scores(assignment, scores=scores, advice=advice, by=assessor, at=at)
        hand_in_scores(assignment, by=assessor, at=at + timedelta(days=3))


def decide(cast: Any, application: Application, at: datetime, *, is_grant: bool) -> None:
    """Prepare, check and announce a decision, each step by another person."""
    if is_grant:
        proposal = Proposal(
            "approved",
            sum(line.amount for line in application.budget_lines.all()),
            "Samarbetet är väl förankrat, och båda sidor lär av varandra.",
            "The cooperation is well anchored, and both sides learn from each other.",
            report_due=usual_report_days(application),
        )
    else:
        proposal = Proposal(
            "rejected",
            reasons_sv="Ansökan visar inte hur resultaten ska bestå när projektet är slut.",
            reasons_en="The application does not show how the results will last when the project is over.",
        )
    decision = prepare_decision(application, proposal, by=cast.sara, at=at)
    decision = check_decision(decision, by=cast.peter, at=at + timedelta(days=1))
    announce_decision(decision, by=cast.helena, at=at + timedelta(days=2))


def agree(cast: Any, application: Application, at: datetime) -> Case:
    """Draft the agreement, send it out, and let everybody sign: the case runs."""
    application.refresh_from_db()
    agreement = draft_agreement(application.decision, language="en", by=cast.sara, at=at)
    agreement = offer_agreement(agreement, by=cast.sara, at=at)
    for organisation in application.organisations:
        signer = writing.signer_of(cast, organisation)
        conclude_agreement(agreement, organisation=organisation, by=signer, at=at + timedelta(days=2))
    conclude_agreement(agreement, organisation=None, by=cast.helena, at=at + timedelta(days=3))
    return Case.objects.get(agreement=agreement)


def report(cast: Any, case: Case, at: datetime, *, share: int) -> None:
    """Report the first accounting year: each line at `share` per cent of what was approved."""
    year = case.years.get(number=1)
    report = begin_report(year, by=cast.ingrid, at=at)
    texts = {
        "done": "Two exchange visits and four meetings on line. The shared guide is written and tested.",
        "individual_results": "Fourteen officials say that they now involve residents earlier.",
        "organisational_results": "Both councils have adopted the routine as their own.",
        "societal_results": "More residents come to the open meetings than before.",
        "deviations": "One visit was moved by a month because of elections.",
    }
    costs = {line.pk: Cost(line.amount * share // 100) for line in year.lines.all()}
    save_report(year, version=report.version, texts=texts, costs=costs, by=cast.ingrid, at=at)
    guide = make_pdf(GUIDE, {"title": "A guide to open figures", "text": texts["done"], "date": today(at)})
    add_report_document(year, upload=SimpleUploadedFile("guide.pdf", guide), by=cast.ingrid, at=at)
    report.refresh_from_db()
    submit_report(report, key=uuid4(), by=cast.ingrid, at=at)


def pay(cast: Any, case: Case, at: datetime) -> None:
    """Accept the first report and pay its costs: entered by one, confirmed by another."""
    report = accept_report(case.years.get(number=1).report, by=cast.sara, at=at)
    payment = enter_payment(report, amount=report.total_cost, paid_on=today(at), key=uuid4(), by=cast.farid, at=at)
    confirm_payment(payment, by=cast.helena, at=at + timedelta(days=1))


def clear(cast: Any, case: Case, at: datetime) -> None:
    """Let everybody read what came of the first year, and fetch the guide that was made."""
    report = case.years.get(number=1).report
    guide = report.documents.values_list("pk", flat=True)
    clear_report(report, language="en", documents=list(guide), by=cast.maja, at=at)


def steer(cast: Any, case: Case, at: datetime) -> None:
    """Note the steering group: two who have agreed to be named, and one who has not."""
    partnership = Partnership.objects.get(cases=case)
    home, abroad = cast.exempelby, cast.sekao
    for organisation, name, role, party, is_public in (
        (home, "Karin Påhittad", "chair", "X", True),
        (abroad, "Boitumelo Invented", "vice_chair", "Y", True),
        (home, "Ove Onämnd", "secretary", "", False),
    ):
        facts = {"organisation": organisation, "name": name, "role": role, "party": party, "is_public": is_public}
        add_steering_member(partnership, starts_on=today(at), by=cast.sara, at=at, **facts)
