"""What people are told about cases."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samverka.ground.accounts.models import User
from samverka.ground.common.bilingual import localised
from samverka.ground.outbox.actions import Letter, letters_to
from samverka.stages.projects.models import Case, Shown


def case_published(case: Case, people: Iterable[User]) -> list[Letter]:
    """Return the letters that tell the parties what the public can read about their case, and from when."""

    def compose(person: User) -> tuple[str, str]:
        parts = [
            _("Hello %(name)s,") % {"name": person.name},
            f"{_when_public(case)} {_what_is_public(case)}",
        ]
        if case.shown != Shown.NOTHING:
            parts += [_("Look at the page, and tell the office if something is wrong:"), _page_of(case)]
        return _("Your case is public: %(reference)s") % {"reference": case.reference}, "\n\n".join(parts)

    return letters_to(people, compose, case.programme)


def _when_public(case: Case) -> str:
    if case.is_under_embargo(case.changed_at):
        until = date_format(timezone.localtime(case.embargo_until), "j F Y H:i")
        facts = {"title": case.title, "moment": until}
        return _("“%(title)s” is cleared for the public, which sees nothing of it before %(moment)s.") % facts
    return _("“%(title)s” is now public.") % {"title": case.title}


def _what_is_public(case: Case) -> str:
    sentences = {
        Shown.ALL: _("Its title, summary, parties, period and amount are shown."),
        Shown.NO_PLACE: _(
            "Its kind, period and amount and the parties at home are shown; not its title and summary, its place or "
            "the partners abroad."
        ),
        Shown.NOTHING: _("It is counted in the programme's public sums. Nothing else of it is shown."),
    }
    return sentences[Shown(case.shown)]


def case_withdrawn(case: Case, people: Iterable[User]) -> list[Letter]:
    """Return the letters that tell the parties that the public no longer sees their case, and why."""

    def compose(person: User) -> tuple[str, str]:
        subject = _("Your case is no longer public: %(reference)s") % {"reference": case.reference}
        body = _(
            "Hello %(name)s,\n\n“%(title)s” was withdrawn from the public pages and files. At its address stands that "
            "it was withdrawn, when, and this reason:\n\n%(reason)s\n\n%(address)s"
        )
        reason = localised(case, "withdrawn_reason").text
        facts = {"name": person.name, "title": case.title, "reason": reason, "address": _page_of(case)}
        return subject, body % facts

    return letters_to(people, compose, case.programme)


def _page_of(case: Case) -> str:
    """Return the address of the public page in the language in force, which is the reader's."""
    return str(settings.SITE_ADDRESS + reverse("website:case", args=[case.reference]))
