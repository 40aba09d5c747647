"""Announcing to the newsroom: from a decision to drafts that wait for an editor."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_noop, override
from wagtail.signal_handlers import disable_reference_index_auto_update

from samverka.ground.accounts.models import Role, User
from samverka.ground.audit.actions import record
from samverka.ground.common.dates import today
from samverka.ground.common.refusals import refuse_if, require, stopping
from samverka.ground.outbox.actions import post
from samverka.newsroom import notices
from samverka.newsroom.drafting import Grants, total_of, words_about
from samverka.newsroom.facts import decisions_as_awards
from samverka.newsroom.loading import lay_out
from samverka.newsroom.models import (
    AboutText,
    Announcement,
    Article,
    Boilerplate,
    Contact,
    NamedCase,
    NamedOrganisation,
    NamedPartnership,
    NewsHome,
    NewsPage,
    PressRelease,
)
from samverka.newsroom.models.articles import CURRENCIES
from samverka.newsroom.permissions import can_announce_call_to_newsroom, can_announce_to_newsroom
from samverka.newsroom.rules import (
    grants_of,
    problems_before_announcing_call_to_newsroom,
    problems_before_announcing_to_newsroom,
)
from samverka.stages.agreements.queries import people_in_office
from samverka.stages.calls.models import Call
from samverka.stages.decisions.models import Decision
from samverka.stages.projects.models import Case

KINDS: tuple[type[Article], ...] = (NewsPage, PressRelease)


@dataclass(frozen=True)
class Drafted:
    """The drafts of an announcement; `is_new` is false where they were there already."""

    articles: list[Article]
    is_new: bool


@transaction.atomic
def announce_to_newsroom(decision: Decision, *, out_at: datetime | None = None, by: User, at: datetime) -> Drafted:
    """Draft news and a press release in both languages from an announced grant. Who: programme officer, head.

    They are drafts, whatever `out_at` says: that is the moment before which nobody reads them, should an editor publish
    them earlier. Where drafts are there already, they are returned. Tells the editors of the programme.
    """
    require(can_announce_to_newsroom(by, decision))
    refuse_if(problems_before_announcing_to_newsroom(decision, at=at))
    call = decision.application.call
    return _draft(call, decision, decisions_as_awards([decision], at), out_at=out_at, by=by, at=at)


@transaction.atomic
def announce_call_to_newsroom(call: Call, *, out_at: datetime | None = None, by: User, at: datetime) -> Drafted:
    """Draft the same from all grants of a call that the parties know of, as one piece of news. Who: officer, head.

    Grants of which the public may not read are left out. Tells the editors of the programme.
    """
    require(can_announce_call_to_newsroom(by, call))
    grants = grants_of(call)
    for decision in grants:
        require(can_announce_to_newsroom(by, decision))
    refuse_if(stopping(problems_before_announcing_call_to_newsroom(call, at=at)))
    readable = [(decision, award) for decision, award in decisions_as_awards(grants, at) if award.is_open]
    return _draft(call, None, readable, out_at=out_at, by=by, at=at)


def drafts_of(announcement: Announcement | None) -> list[Article]:
    """Return the articles that were drafted, in their order; also those that an editor has published since."""
    if announcement is None:
        return []
    found = Article.objects.filter(announcement=announcement)
    return list(found.select_related("locale", "content_type").order_by("pk"))


def _draft(
    call: Call, decision: Decision | None, grants: Grants, *, out_at: datetime | None, by: User, at: datetime
) -> Drafted:
    """Draft, or find what was drafted.

    The UPDATE lets one at a time in, as in `decisions.actions`.
    """
    Call.objects.filter(pk=call.pk).update(changed_at=F("changed_at"))
    made = {"drafted_by": by, "drafted_at": at}
    announcement, _is_new = Announcement.objects.get_or_create(call=call, decision=decision, defaults=made)
    if found := drafts_of(announcement):
        return Drafted(found, is_new=False)
    homes, articles = lay_out(), []
    # What is found through the index is public; and reading the text for it would load the tool for editors.
    with disable_reference_index_auto_update():
        for kind in KINDS:
            key = uuid4()
            for language, _name in settings.LANGUAGES:
                with override(language):
                    article = _written(kind, homes[language], grants, announcement, by)
                article.out_at, article.translation_key = out_at, key
                _name_parties(article, grants)
                homes[language].add_child(instance=article)
                article.save_revision(user=by)
                articles.append(article)
    about: Any = decision or call
    record(gettext_noop("Announced to the newsroom"), about, by=by, at=at, drafts=len(articles))
    programme = call.programme
    people = people_in_office(programme, Role.Kind.EDITOR, on=today(at))
    people = people or people_in_office(programme, Role.Kind.HEAD, on=today(at))
    post(notices.drafts_to_edit(articles, by, people, programme), at=at)
    return Drafted(articles, is_new=True)


def _written(kind: type[Article], home: NewsHome, grants: Grants, announcement: Announcement, by: User) -> Article:
    """Return the draft of a kind in the language in force, not saved yet."""
    words, (total, currency) = words_about(grants), total_of(grants)
    programme = announcement.call.programme
    article = kind(
        title=words.title,
        lead=words.lead,
        body=words.body,
        locale=home.locale,
        announcement=announcement,
        is_demonstration=programme.is_demonstration,
        live=False,
    )
    if currency in CURRENCIES:
        article.announced_total, article.announced_currency = total, currency
    if isinstance(article, PressRelease):
        roles = [role for role in by.roles if role.programme_id == programme.pk]
        role = roles[0].get_kind_display() if roles else programme.owner.name
        article.contacts = [Contact(name=by.name, role=role, email=programme.owner.email)]
        article.about_texts = [AboutText(text=one) for one in Boilerplate.objects.all()]
    return article


def _name_parties(article: Article, grants: Grants) -> None:
    """Say what the article is about: parties, partnerships, cases, and the words of the applications."""
    applications = [decision.application for decision, _award in grants]
    parties = {one.pk: one for _decision, award in grants for one in award.parties}
    cases = Case.objects.filter(agreement__decision__in=[decision.pk for decision, _award in grants])
    cases = cases.select_related("partnership")
    article.named_organisations = [NamedOrganisation(organisation=one) for one in parties.values()]
    article.named_cases = [NamedCase(case=one) for one in cases]
    article.named_partnerships = [NamedPartnership(partnership=one.partnership) for one in cases if one.partnership]
    article.countries = _each_once(
        one.country
        for _decision, award in grants
        for one in award.partners
        if award.recipient and one.country_id != award.recipient.country_id
    )
    article.topics = _each_once(term for one in applications for term in one.topics.all())
    article.goals = _each_once(term for one in applications for term in one.goals.all())


def _each_once(terms: Iterable[Any]) -> list[Any]:
    return list({term.pk: term for term in terms}.values())
