"""A newsletter leaves at a planned moment, can be taken back until then, and is tried on the editor first."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from samverka.ground.accounts.models import User
from samverka.ground.audit.models import Event
from samverka.ground.common.refusals import NotAllowed, Refused
from samverka.newsroom.subscriptions import trying
from samverka.newsroom.subscriptions.actions import (
    begin_newsletter,
    change_newsletter,
    discard_newsletter,
    plan_newsletter,
    send_due_newsletters,
    send_newsletter,
    take_back_newsletter,
)
from samverka.newsroom.subscriptions.composing import newsletter_previewed
from samverka.newsroom.subscriptions.models import Issue
from samverka.newsroom.subscriptions.states import NewsletterState
from samverka.newsroom.subscriptions.trying import deliver_test, send_test
from tests.factories import news
from tests.factories.subscriptions import subscribed

DAY = timedelta(days=1)


@pytest.fixture
def newsletter(cast, at):
    return begin_newsletter(subject_en="Spring", words_en="Hello, all of you.", by=cast.maja, at=at)


def state_of(newsletter):
    newsletter.refresh_from_db()
    return newsletter.state


def test_it_leaves_by_itself_at_its_moment_and_once(cast, newsletter, at):
    subscribed(at, "reader@elsewhere.example")
    plan_newsletter(newsletter, leaves_at=at + DAY, by=cast.maja, at=at)
    assert send_due_newsletters(at=at + DAY - timedelta(seconds=1)) == 0
    assert not Issue.objects.exists()
    assert send_due_newsletters(at=at + DAY) == 1
    assert send_due_newsletters(at=at + DAY) == 0
    assert state_of(newsletter) == NewsletterState.SENT
    [issue] = newsletter.issues.all()
    assert (issue.language, issue.until) == ("en", at + DAY)
    with pytest.raises(Refused):
        take_back_newsletter(newsletter, by=cast.maja, at=at + DAY)


def test_until_then_it_is_taken_back_and_not_changed(cast, newsletter, at):
    plan_newsletter(newsletter, leaves_at=at + DAY, by=cast.maja, at=at)
    for act in (change_newsletter, discard_newsletter, send_newsletter):
        with pytest.raises(Refused, match="Take it back first"):
            act(newsletter, by=cast.maja, at=at)
    with pytest.raises(NotAllowed):
        take_back_newsletter(newsletter, by=cast.eva, at=at)
    take_back_newsletter(newsletter, by=cast.maja, at=at)
    assert send_due_newsletters(at=at + 2 * DAY) == 0
    assert (state_of(newsletter), newsletter.leaves_at) == (NewsletterState.DRAFT, None)


def test_a_moment_that_has_passed_or_is_far_away_is_a_slip(cast, newsletter, at):
    for moment in (at, at - DAY, at + 400 * DAY):
        with pytest.raises(Refused, match="still to come"):
            plan_newsletter(newsletter, leaves_at=moment, by=cast.maja, at=at)
    with pytest.raises(NotAllowed):
        plan_newsletter(newsletter, leaves_at=at + DAY, by=cast.eva, at=at)


def test_one_of_which_nothing_is_left_is_a_draft_again(cast, at):
    article = news.published(cast, title="One")
    newsletter = begin_newsletter(subject_en="Spring", articles=[article], by=cast.maja, at=at)
    plan_newsletter(newsletter, leaves_at=at + DAY, by=cast.maja, at=at)
    article.delete()
    assert send_due_newsletters(at=at + DAY) == 0
    assert state_of(newsletter) == NewsletterState.DRAFT
    assert "is empty" in Event.objects.get(what="Newsletter held back").details["reason"]


def test_house_keeping_hands_over_what_is_due(cast, newsletter, at):
    plan_newsletter(newsletter, leaves_at=at + DAY, by=cast.maja, at=at)
    call_command("tend_subscriptions", verbosity=0)  # The moment has passed since.
    assert state_of(newsletter) == NewsletterState.SENT
    assert DBTaskResult.objects.filter(task_path__endswith="send_issue").exists()


# --- The test --------------------------------------------------------------------------------------------------------


def tried(newsletter, person):
    """Ask for a test and let the worker do what was asked of it."""
    for language in ("en", "sv"):
        deliver_test.func(newsletter.pk, person.pk, language, 1)


def test_a_test_goes_to_the_editor_alone_as_readers_would_get_it(cast, newsletter, at, mailoutbox):
    subscribed(at, "reader@elsewhere.example")
    send_test(newsletter, by=cast.maja, at=at)
    assert DBTaskResult.objects.filter(task_path__endswith="deliver_test").count() == 2
    tried(newsletter, cast.maja)
    [message] = mailoutbox
    assert (message.to, message.subject) == ([cast.maja.email], "Test: Spring")
    assert "Hello, all of you." in message.body
    assert "Hello, all of you." in message.alternatives[0].content
    for part in (message.body, message.alternatives[0].content):
        assert "/en/newsletter/" in part
        assert "\ue001" not in part
    assert state_of(newsletter) == NewsletterState.DRAFT
    assert not Issue.objects.exists()


def test_a_test_is_for_those_who_write_and_before_it_is_sent(cast, newsletter, at):
    with pytest.raises(NotAllowed):
        send_test(newsletter, by=cast.eva, at=at)
    plan_newsletter(newsletter, leaves_at=at + DAY, by=cast.maja, at=at)
    send_test(newsletter, by=cast.maja, at=at)
    send_due_newsletters(at=at + DAY)
    newsletter.refresh_from_db()
    with pytest.raises(Refused, match="already"):
        send_test(newsletter, by=cast.maja, at=at)
    empty = begin_newsletter(subject_en="Empty", by=cast.maja, at=at)
    with pytest.raises(Refused, match="empty"):
        send_test(empty, by=cast.maja, at=at)


def test_a_test_is_tried_again_while_the_mail_server_is_away_and_then_given_up(cast, newsletter, monkeypatch):
    def away(*_given, **_named):
        raise OSError("away")

    monkeypatch.setattr(mail.EmailMessage, "send", away)
    deliver_test.func(newsletter.pk, cast.maja.pk, "en", 1)
    [again] = DBTaskResult.objects.all()
    assert again.args_kwargs["args"] == [newsletter.pk, cast.maja.pk, "en", 2]
    deliver_test.func(newsletter.pk, cast.maja.pk, "en", trying.ATTEMPTS)
    assert DBTaskResult.objects.count() == 1


def test_nobody_who_has_left_gets_a_test(cast, newsletter, mailoutbox):
    User.objects.filter(pk=cast.maja.pk).update(is_active=False)
    tried(newsletter, cast.maja)
    assert not mailoutbox


def test_words_without_a_subject_can_be_looked_at(cast, at):
    newsletter = begin_newsletter(words_en="Hello.", by=cast.maja, at=at)
    assert newsletter_previewed(newsletter, "en", at).subject == cast.programme.name_en
