"""What people are told about reports."""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samverka.ground.accounts.models import User
from samverka.ground.outbox.actions import Letter, letters_to
from samverka.stages.projects.models import Case
from samverka.stages.reports.models import Report, ReportVersion


def receipt_for_report(version: ReportVersion, people: Iterable[User]) -> list[Letter]:
    """Return the receipt that goes to everybody in the parties."""
    report = version.report

    def compose(person: User) -> tuple[str, str]:
        body = _(
            "Hello %(name)s,\n\nThe report of year %(year)s of “%(title)s” was sent in on %(moment)s by %(by)s. "
            "The office reads it and accepts it, or returns it with a reason.\n\n"
            "Its fingerprint is %(hash)s.\n\n%(address)s"
        )
        moment = date_format(localtime(version.submitted_at), "j F Y, H:i")
        more = {"moment": moment, "by": version.submitted_by.name, "hash": version.content_hash}
        return _("Receipt: report %(report)s") % {"report": report}, body % {**_particulars(report, person), **more}

    return _letters(report.case, people, compose)


def report_to_review(report: Report, people: Iterable[User]) -> list[Letter]:
    """Return the letters that tell the office that a report has come in."""

    def compose(person: User) -> tuple[str, str]:
        body = _("Hello %(name)s,\n\nThe report of year %(year)s of “%(title)s” has come in:\n\n%(address)s")
        return _("Report to read: %(report)s") % {"report": report}, body % _particulars(report, person)

    return _letters(report.case, people, compose)


def report_returned(report: Report, reason: str, people: Iterable[User]) -> list[Letter]:
    """Return the letters that say what is to be completed in a report."""

    def compose(person: User) -> tuple[str, str]:
        body = _(
            "Hello %(name)s,\n\nThe office has returned the report of year %(year)s of “%(title)s”. All that you wrote "
            "is kept. Complete it and send it in again:\n\n%(address)s\n\nWhat the office asks for:\n\n%(reason)s"
        )
        subject = _("Please complete the report %(report)s") % {"report": report}
        return subject, body % {**_particulars(report, person), "reason": reason}

    return _letters(report.case, people, compose)


def report_accepted(report: Report, people: Iterable[User]) -> list[Letter]:
    """Return the letters that say that a report is accepted."""

    def compose(person: User) -> tuple[str, str]:
        body = _(
            "Hello %(name)s,\n\nThe report of year %(year)s of “%(title)s” has been accepted. The payment follows from "
            "here.\n\n%(address)s"
        )
        return _("Report accepted: %(report)s") % {"report": report}, body % _particulars(report, person)

    return _letters(report.case, people, compose)


def case_completed(case: Case, people: Iterable[User]) -> list[Letter]:
    """Return the letters that say that a case is complete."""

    def compose(person: User) -> tuple[str, str]:
        body = _(
            "Hello %(name)s,\n\nAll years of “%(title)s” are reported and accepted, and the case is complete. Thank "
            "you for what you have done together.\n\n%(address)s"
        )
        address = settings.SITE_ADDRESS + reverse("portal:case", args=[case.reference])
        subject = _("Case complete: %(reference)s") % {"reference": case.reference}
        return subject, body % {"name": person.name, "title": case.title, "address": address}

    return _letters(case, people, compose)


def _particulars(report: Report, person: User) -> dict[str, str]:
    """Return what each letter names, with the address at which this person reads the report."""
    face = "office" if person.is_in_office else "portal"
    year = report.year
    address = settings.SITE_ADDRESS + reverse(f"{face}:report", args=[year.case.reference, year.number])
    return {"name": person.name, "title": year.case.title, "year": str(year.number), "address": address}


def _letters(case: Case, people: Iterable[User], compose: Callable[[User], tuple[str, str]]) -> list[Letter]:
    return letters_to(people, compose, case.programme)
