import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from samverka.ground.audit.models import Event
from samverka.ground.common.refusals import NotAllowed, Refused
from samverka.ground.outbox.models import Message
from samverka.newsroom.actions import announce_call_to_newsroom, announce_to_newsroom
from samverka.newsroom.facts import listed_awards
from samverka.newsroom.loading import let_in
from samverka.newsroom.models import Announcement, Article, NewsPage, PressRelease
from samverka.newsroom.rules import problems_before_publishing
from samverka.stages.decisions.models import Decision
from samverka.stages.projects.models import Case
from tests.factories import assessments, calls, decisions, news, projects

AMOUNT = 300_000_00


@pytest.fixture
def decision(cast, at):
    return decisions.announced(cast, at, amount=AMOUNT)


def drafted(decision, cast, at, **more):
    return announce_to_newsroom(decision, by=cast.sara, at=at, **more).articles


def plain(text):
    return str(text).replace("\xa0", " ")


# --- What is drafted -------------------------------------------------------------------------------------------------


def test_news_and_a_press_release_in_both_languages_are_drafted(cast, decision, at):
    articles = drafted(decision, cast, at)
    kinds = [(type(one), one.language) for one in articles]
    assert sorted((kind.kind, language) for kind, language in kinds) == [
        ("news", "en"),
        ("news", "sv"),
        ("press", "en"),
        ("press", "sv"),
    ]
    for kind in (NewsPage, PressRelease):
        pair = kind.objects.all()
        assert len({one.translation_key for one in pair}) == 1
        assert len({one.slug for one in pair}) == 2


def test_the_words_name_recipient_partner_country_amount_period_and_project(cast, decision, at):
    by_language = {one.language: one for one in drafted(decision, cast, at) if isinstance(one, NewsPage)}
    english, swedish = by_language["en"], by_language["sv"]
    assert "SEK 300,000" in plain(english.title)
    assert "300 000 kr" in plain(swedish.title)
    for article in (english, swedish):
        said = f"{article.title} {article.lead}"
        application = decision.application
        for name in ("Exempelby", "Sekao", "Botswana", application.title, str(application.starts_on.year)):
            assert name in said, (article.language, name)
        assert len(article.lead) <= 500
    assert "beslutat" in swedish.lead
    assert "decided" in english.lead


def test_the_facts_are_references_and_the_check_applies(cast, decision, at):
    for article in drafted(decision, cast, at):
        [listed] = listed_awards(article.body, at)
        assert (listed.award.reference, listed.named) == (decision.application.reference, cast.exempelby)
        assert (article.announced_total, article.announced_currency) == (AMOUNT, "SEK")
        assert problems_before_publishing(article, at) == []
        article.announced_total += 1
        assert len(problems_before_publishing(article, at)) == 1
        with pytest.raises(Refused):
            article.save_revision().publish()


def test_a_draft_is_published_once_an_editor_has_said_whom_to_call(cast, decision, at, log_in, client):
    from tests.newsroom.filling import filled

    article = next(one for one in drafted(decision, cast, at) if isinstance(one, PressRelease))
    editor = log_in(cast.maja)
    path = f"/newsroom/pages/{article.pk}/edit/"
    ready = {**filled(editor, article), "action-publish": "1"}
    stopped = editor.post(path, ready)
    assert "där journalister når personen" in stopped.content.decode()
    answer = editor.post(path, {**ready, "contacts-0-telephone": "000-000 00 00"})
    assert answer.status_code == 302, answer.context["form"].errors
    page = client.get(Article.objects.get(pk=article.pk).get_url()).content.decode()
    assert "300" in page
    assert cast.sara.name in page


def test_it_is_about_parties_countries_and_words_of_the_application(cast, decision, at):
    article = drafted(decision, cast, at)[0]
    named = {one.organisation for one in article.named_organisations.all()}
    assert named == set(decision.application.organisations)
    assert [one.code for one in article.countries.all()] == ["BW"]
    assert set(article.goals.all()) == set(decision.application.goals.all())


# --- Never straight to the public ------------------------------------------------------------------------------------


@pytest.mark.parametrize("hours", [None, -1, 1])
def test_a_draft_is_no_publication_whatever_the_moment(cast, decision, at, client, hours):
    moment = None if hours is None else timezone.now() + timedelta(hours=hours)
    articles = drafted(decision, cast, at, out_at=moment)
    assert not Article.objects.public(timezone.now() + timedelta(days=99)).exists()
    for article in articles:
        with translation.override(article.language):
            assert article.get_url() is None
        assert article.out_at == moment
    assert client.get(f"/en/news/{articles[0].slug}/").status_code == 404
    for path in ("/en/news/", "/sv/nyheter/", "/en/", "/en/news.atom", "/sitemap.xml", "/en/search/?q=Sekao"):
        assert articles[0].slug not in client.get(path).content.decode()


def test_the_embargo_holds_when_it_is_published_early(cast, decision, at, client):
    moment = timezone.now() + timedelta(hours=1)
    article = next(one for one in drafted(decision, cast, at, out_at=moment) if one.language == "en")
    let_in(cast.maja)
    article.save_revision(user=cast.maja).publish(user=cast.maja)
    assert client.get(f"/en/news/{article.slug}/").status_code == 404
    assert Article.objects.public(moment).count() == 1


# --- Once ------------------------------------------------------------------------------------------------------------


def test_a_second_press_finds_the_drafts_and_changes_nothing(cast, decision, at):
    first = announce_to_newsroom(decision, by=cast.sara, at=at)
    letters, events = Message.objects.count(), Event.objects.count()
    again = announce_to_newsroom(decision, out_at=at, by=cast.peter, at=at + timedelta(hours=1))
    assert (first.is_new, again.is_new) == (True, False)
    assert [one.pk for one in again.articles] == [one.pk for one in first.articles]
    assert (Message.objects.count(), Event.objects.count()) == (letters, events)
    assert Announcement.objects.get().drafted_by == cast.sara


def test_when_the_drafts_are_thrown_away_they_can_be_drafted_anew(cast, decision, at):
    for article in drafted(decision, cast, at):
        article.delete()
    assert announce_to_newsroom(decision, by=cast.sara, at=at).is_new
    assert Article.objects.count() == 4
    assert Announcement.objects.count() == 1


def test_a_copy_by_the_editor_is_no_draft_of_the_announcement(cast, decision, at):
    article = drafted(decision, cast, at)[0]
    article.copy(update_attrs={"slug": "copy", "title": "Copy"})
    assert len(announce_to_newsroom(decision, by=cast.sara, at=at).articles) == 4


# --- Who, when, and who is told --------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["ingrid", "eva", "farid", "maja", "rolf", "stranger"])
def test_others_than_officers_and_the_head_do_not(cast, decision, at, person):
    with pytest.raises(NotAllowed):
        announce_to_newsroom(decision, by=getattr(cast, person), at=at)
    with pytest.raises(NotAllowed):
        announce_call_to_newsroom(decision.application.call, by=getattr(cast, person), at=at)


def test_what_the_parties_do_not_know_is_not_announced(cast, at):
    prepared = decisions.checked(cast, at)
    with pytest.raises(Refused):
        announce_to_newsroom(prepared, by=cast.sara, at=at)
    with pytest.raises(Refused):
        announce_call_to_newsroom(prepared.application.call, by=cast.sara, at=at)
    assert not Article.objects.exists()


def test_a_no_is_no_news(cast, at):
    with pytest.raises(Refused):
        announce_to_newsroom(decisions.rejected(cast, at), by=cast.sara, at=at)


def test_what_is_kept_back_is_not_announced(cast, at):
    case = projects.public_case(cast, at)
    Case.objects.filter(pk=case.pk).update(shown="no_place")
    with pytest.raises(Refused):
        announce_to_newsroom(case.agreement.decision, by=cast.sara, at=at)


def test_the_editors_get_a_letter_in_their_language_and_the_record_a_row(cast, decision, at):
    moment = at + timedelta(days=3)
    articles = drafted(decision, cast, at, out_at=moment)
    [letter] = Message.objects.filter(recipient=cast.maja)
    assert letter.language == cast.maja.language
    for article in articles:
        assert f"/newsroom/pages/{article.pk}/edit/" in letter.body
    assert "2026" in letter.body
    assert not Message.objects.filter(recipient=cast.ingrid, subject=letter.subject).exists()
    [event] = [one for one in Event.objects.about(decision) if one.what == "Announced to the newsroom"]
    assert event.by == cast.sara


def test_without_an_editor_the_head_is_told(cast, decision, at):
    cast.maja.role_set.all().delete()
    drafted(decision, cast, at)
    assert Message.objects.filter(recipient=cast.helena, body__contains="/newsroom/pages/").count() == 1


# --- All grants of a call --------------------------------------------------------------------------------------------


@pytest.fixture
def call(cast, at):
    """Return a call with two grants and a no, all announced."""
    call = calls.open_call(cast, at)
    first = assessments.scored(cast, at, call=call)
    second = assessments.scored(cast, at, call=call)
    third = assessments.scored(cast, at, call=call)
    decisions.announced(cast, at, application=first, amount=200_000_00)
    decisions.announced(cast, at, application=second, amount=100_000_00)
    decisions.rejected(cast, at, application=third)
    return call


def test_all_grants_of_a_call_become_one_piece_of_news(cast, call, at):
    result = announce_call_to_newsroom(call, by=cast.helena, at=at)
    assert len(result.articles) == 4
    for article in result.articles:
        assert len(listed_awards(article.body, at)) == 2
        assert article.announced_total == 300_000_00
        assert problems_before_publishing(article, at) == []
        assert article.title.startswith("2 ")
    assert not announce_call_to_newsroom(call, by=cast.sara, at=at).is_new
    assert announce_to_newsroom(Decision.objects.filter(outcome="approved").first(), by=cast.sara, at=at).is_new


# --- Where a press lands ---------------------------------------------------------------------------------------------


DRAFTING = """
import sys, django
django.setup()
import samverka.newsroom.actions
print(*sys.modules)
"""


def test_drafting_needs_no_page_for_editors():
    said = subprocess.run([sys.executable, "-c", DRAFTING], check=True, capture_output=True, text=True)
    assert "wagtail.admin.panels" not in said.stdout.split()


def test_an_article_written_by_hand_belongs_to_no_announcement(cast, decision, at):
    news.draft(cast)
    assert len(drafted(decision, cast, at)) == 4
