"""What editors are told, and people who register for an event."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from samverka.ground.accounts.models import Role, User
from samverka.ground.common.bilingual import localised
from samverka.ground.common.dates import today
from samverka.ground.outbox.actions import Letter, letters_to
from samverka.ground.programme.models import Programme
from samverka.ground.programme.queries import programme_shown_first
from samverka.newsroom.addresses import writing_address
from samverka.newsroom.models import Article, Occasion, Registration
from samverka.stages.agreements.queries import people_in_office
from samverka.ui.templatetags.ui import day_text, moment_text


def drafts_to_edit(articles: Sequence[Article], by: User, people: Iterable[User], programme: Programme) -> list[Letter]:
    """Return the letters that tell editors of drafts that wait for them."""

    def compose(person: User) -> tuple[str, str]:
        body = _(
            "Hello %(name)s,\n\n%(by)s has announced a decision to the newsroom. These drafts wait for you:\n\n"
            "%(drafts)s\n\nThe facts in them are bound to the decision. Nothing is public until you publish it."
            "%(embargo)s"
        )
        facts = {"name": person.name, "by": by.name, "drafts": "\n".join(map(_line, articles)), "embargo": ""}
        if out_at := articles[0].out_at:
            embargo = _("Whenever you publish, readers see it from %(moment)s, and not before.")
            facts["embargo"] = " " + embargo % {"moment": moment_text(out_at)}
        return _("Drafts wait in the newsroom: %(title)s") % {"title": articles[0].title}, body % facts

    return letters_to(people, compose, programme)


def held_back(article: Article, revision: Any, at: datetime) -> list[Letter]:
    """Return the letter to the editor who planned an article that did not come out: why, in the reader's language."""
    programme = programme_shown_first()
    planner = revision.user if revision.user and revision.user.is_active else None
    others = people_in_office(programme, Role.Kind.EDITOR, on=today(at)) if programme else []
    text = revision.as_object()

    def compose(person: User) -> tuple[str, str]:
        body = _(
            "Hello %(name)s,\n\nthis was to be published now, and was not: it differs from the facts as they are.\n\n"
            "%(article)s\n\n%(problems)s\n\nIt is a draft again. Put it right, and publish it or choose another moment."
        )
        facts = {"name": person.name, "article": _line(article), "problems": "\n".join(map(str, text.problems(at)))}
        return _("Not published: %(title)s") % {"title": article.title}, body % facts

    return letters_to([planner] if planner else others, compose, programme)


def _line(article: Article) -> str:
    return f"{article.title} ({article.language})\n{settings.SITE_ADDRESS}{writing_address(article.pk)}"


# --- Who registers ---------------------------------------------------------------------------------------------------


def registered(registration: Registration) -> list[Letter]:
    """Return the receipt: a place or the waiting list, when and where, and the way to cancel."""
    if registration.state == Registration.State.COMING:
        return _letter(registration, gettext_lazy("You have a place: %(title)s"), gettext_lazy("You have a place."))
    said = gettext_lazy("All places are taken. You are on the waiting list, and get a letter if you move up.")
    return _letter(registration, gettext_lazy("You are on the waiting list: %(title)s"), said)


def moved_up(registration: Registration) -> list[Letter]:
    """Return the letter that gives somebody who waited a place."""
    said = gettext_lazy("A place became free, and it is yours. If you cannot come, please give it back.")
    return _letter(registration, gettext_lazy("You have a place now: %(title)s"), said)


def registration_cancelled(registration: Registration) -> list[Letter]:
    """Return the letter that says that somebody is off the list."""
    said = gettext_lazy("Your registration has been cancelled.")
    return _letter(registration, gettext_lazy("Cancelled: %(title)s"), said)


def called_off(occasion: Occasion, registrations: Iterable[Registration]) -> list[Letter]:
    """Return the letters that say that an event does not take place and why, to these people, in their order."""
    programme = programme_shown_first()
    written = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            facts = {
                "title": occasion.title,
                "reason": localised(occasion, "called_off_reason").text,
                "when": moment_text(occasion.starts_at),
                "where": occasion.place.text or _("online"),
                "day": day_text(occasion.erased_on),
            }
            body = _(
                "Hello,\n\nThis event, for which you had registered, has been called off:\n\n"
                "%(title)s\n%(when)s\n%(where)s\n\n%(reason)s\n\n"
                "You need not do anything. What we have about you is erased on %(day)s."
            )
            written[language] = (_("Called off: %(title)s") % facts, body % facts)
    return [Letter(one.email, one.language, *written[one.language], None, programme) for one in registrations]


def _letter(registration: Registration, subject: Any, said: Any) -> list[Letter]:
    """Return a letter in the language in which the person registered. What the person wrote is not repeated.

    Anybody can give the address of somebody else: a letter that repeated a name would carry a stranger's words.
    """
    occasion = registration.occasion
    with override(registration.language):
        address = f"{settings.SITE_ADDRESS}{reverse('website:event-registration', args=[registration.key])}"
        facts = {
            "title": occasion.title,
            "said": said,
            "when": moment_text(occasion.starts_at),
            "where": occasion.place.text or _("online"),
            "address": address,
            "day": day_text(occasion.erased_on),
        }
        body = _(
            "Hello,\n\n%(said)s\n\n%(title)s\n%(when)s\n%(where)s\n\n"
            "Here you see your registration, and can cancel it. Only you have this address:\n\n%(address)s\n\n"
            "If you have not registered, somebody else gave your address. Cancel it there, "
            "or do nothing: what we have about you is erased on %(day)s."
        )
        subject, body = str(subject) % facts, body % facts
    return [Letter(registration.email, registration.language, subject, body, None, programme_shown_first())]
