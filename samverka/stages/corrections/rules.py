"""By when a report is answered, when it is put aside, and what must be true before it is settled."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from samverka.ground.common.dates import working_days_later
from samverka.ground.common.refusals import Problem
from samverka.ground.programme.models import Programme
from samverka.stages.corrections.models import Correction, ErrorReport
from samverka.stages.corrections.states import State
from samverka.stages.projects.rules import problems_with_particulars

# Two weeks of office days: time to ask a partner abroad and get an answer. A promise of this software to every reader,
# whoever owns the programme, so it stands here. Public holidays are not known; an answer then comes a day sooner.
ANSWER_WORKING_DAYS = 10
# A class that reads one page together sends a handful. Beyond that a person looks before letters go out.
MOST_AN_HOUR = 5
# Beyond this one network fills the disk, not the worklist: the reader is told, and asked to write a letter instead.
MOST_KEPT_AN_HOUR = 100
HOUR = timedelta(hours=1)
ORIGIN_IS_KEPT = timedelta(hours=23)  # With a round of house-keeping each minute, never a whole day.
MONTHS_KEPT = 12
LONGEST_TEXT = 5_000
PUBLIC_TEXTS = ("title_sv", "title_en", "before_sv", "before_en", "after_sv", "after_en")


def answer_day(received_on: date) -> date:
    """Return the day by which a report received on `received_on` is answered: so many days from Monday to Friday on."""
    return working_days_later(received_on, ANSWER_WORKING_DAYS)


def erasable_until(at: datetime) -> datetime:
    """Return the moment such that what was settled before it is erased at `at`: the same day twelve months earlier."""
    try:
        return at.replace(year=at.year - MONTHS_KEPT // 12)
    except ValueError:
        return at.replace(year=at.year - MONTHS_KEPT // 12, day=28)


def problems_before_reporting(origin: str, *, at: datetime) -> list[Problem]:
    """Return why no report is taken from the network whose hash is `origin`, at `at`; almost always nothing."""
    kept = ErrorReport.objects.filter(origin=origin, received_at__gt=at - HOUR).count() if origin else 0
    if kept < MOST_KEPT_AN_HOUR:
        return []
    sentence = _(
        "So many reports have come from your network that no more are taken right now. Yours has not been sent. "
        "Send it in an hour, or by e-mail."
    )
    return [Problem(sentence)]


def is_one_of_many(origin: str, email: str, *, at: datetime) -> bool:
    """Tell whether a report is to be put aside: one of many within an hour, from one network or for one address.

    The address counts too, so that nobody can have us fill the mailbox of another.
    """
    recent = ErrorReport.objects.filter(received_at__gt=at - HOUR)
    if origin and recent.filter(origin=origin).count() >= MOST_AN_HOUR:
        return True
    return bool(email) and recent.filter(email__iexact=email).count() >= MOST_AN_HOUR


def problems_before_answering(report: ErrorReport, *, at: datetime) -> list[Problem]:
    """Return why the report cannot be answered now."""
    if report.state == State.QUARANTINED:
        return [Problem(_("The report has been put aside. Take it up first."))]
    if report.state != State.OPEN:
        return [Problem(_("The report has already been settled."))]
    return []


def problems_before_correcting(report: ErrorReport, *, at: datetime) -> list[Problem]:
    """Return why no correction can be published now, and a warning where no change of the page is known."""
    return [*problems_before_answering(report, at=at), *_no_change_is_known(report)]


def _no_change_is_known(report: ErrorReport) -> Iterator[Problem]:
    if report.has_page_changed():
        return
    if report.subject is None:
        sentence = _("Nobody notes when this page changes. Look at it, and say below what was changed.")
    else:
        sentence = _(
            "Nothing on the page has changed since the report came in. Change the page first, or say below that it "
            "was changed at another time or in another place."
        )
    yield Problem(sentence, is_warning=True)


def problems_with_unseen_change(report: ErrorReport, *, is_right_already: bool, what_changed: str) -> list[Problem]:
    """Return why a correction may not be told of: no change of the page is known, and nobody answers for one.

    The log is public: it must not say of a page that it was put right when it was not.
    """
    if report.has_page_changed():
        return []
    found = []
    if not is_right_already:
        found.append(
            Problem(_("Change the page first, or confirm that it already says the right thing."), "is_right_already")
        )
    if not what_changed.strip():
        found.append(Problem(_("Say what was changed, where and when."), "what_changed"))
    return found


def problems_with_correction(correction: Correction) -> list[Problem]:
    """Return what keeps the texts of a correction from the public: particulars of people, or no difference at all."""
    found = [one for name in PUBLIC_TEXTS for one in problems_with_particulars(name, getattr(correction, name))]
    same = _("The page says the same before and after. Say what changed.")
    pairs = {"after_sv": "before_sv", "after_en": "before_en"}
    found += [
        Problem(same, name) for name, old in pairs.items() if getattr(correction, name) == getattr(correction, old)
    ]
    return found


def problems_before_dismissing(report: ErrorReport, *, at: datetime) -> list[Problem]:
    """Return why the report cannot be closed without an answer."""
    is_waiting = report.state in (State.OPEN, State.QUARANTINED)
    return [] if is_waiting else [Problem(_("The report has already been settled."))]


def problems_before_releasing(report: ErrorReport, *, at: datetime) -> list[Problem]:
    """Return why the report cannot be taken up."""
    return [] if report.state == State.QUARANTINED else [Problem(_("The report has not been put aside."))]


def problems_before_passing_on(report: ErrorReport, programme: Programme) -> list[Problem]:
    """Return why the report cannot go to the office of `programme`."""
    found = problems_before_dismissing(report, at=report.received_at)
    if programme.pk == report.programme_id:
        found.append(Problem(_("The report is with this programme already. Choose another."), "programme"))
    return found


def problems_before_withdrawing(correction: Correction, *, at: datetime) -> list[Problem]:
    """Return why the correction cannot be taken out of the log."""
    return [Problem(_("The correction is out of the log already."))] if correction.withdrawn_at else []
