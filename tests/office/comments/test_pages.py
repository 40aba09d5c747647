"""Editors look after comments: what waits, why, and what they do about it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samverka.ground.accounts.models import User
from samverka.newsroom.comments.actions import appeal_removal
from samverka.newsroom.comments.models import Comment, Removal
from tests.factories import comments
from tests.walking import Walker

LONG = "We should count the wells in every village before the rain begins, and say so in the open."


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def article(cast, now):
    return comments.post(cast, now)


@pytest.fixture
def readers(now):
    return [comments.reader(f"r{number}@place.example", now) for number in range(3)]


@pytest.fixture(autouse=True)
def office_reads_english(cast):
    User.objects.update(language="en")
    cast.maja.language = cast.sara.language = "en"


@pytest.fixture
def maja(log_in, cast):
    return Walker(log_in(cast.maja))


def test_what_waits_stands_in_the_worklist_and_is_published(maja, article, readers, now):
    comment = comments.written(article, readers[0], now, text="A first thought.", name="Ann")
    assert "Look at what readers comment" in maja.go("/office/").text
    assert "1 comment" in maja.text
    maja.go("/office/comments/").follow("A first thought.")
    assert "It is the first comment of this account." in maja.text
    assert "r0@" not in maja.text
    maja.follow("Publish").press()
    assert "The comment is public." in maja.text
    assert "A first thought." in Client().get("/en/news/a-post/").content.decode()
    assert "Look at what readers" not in maja.go("/office/").text
    assert "Comment published" in maja.go(f"/office/comments/{comment.pk}/").text


def test_the_reason_is_one_of_the_rules_and_what_repeats_goes_with_it(maja, cast, article, readers, now):
    comments.public(cast, article, readers[0], now, text=LONG, name="Ann")
    comments.written(article, readers[1], now, text=f"{LONG} Truly.", name="Bo")
    third = comments.written(article, readers[2], now, text=LONG, name="Cy")
    assert "Cy" in maja.go(f"/office/comments/{Comment.objects.get(author__name='Bo').pk}/").text
    maja.go(f"/office/comments/{third.pk}/")
    for words in ("It repeats what has been written before.", "100 %", "Ann", "Bo", "Comments that say the same"):
        assert words in maja.text, words
    maja.follow("Remove").press(status=422)
    assert "Choose the rule that it breaks." in maja.text
    form = maja.form().choose("rule", "Say it once").choose("also", "Ann").choose("also", "Bo")
    maja.press(form, words="Once is enough.")
    assert "3 comments are removed." in maja.text
    assert Removal.objects.filter(rule__code="repetition", words="Once is enough.").count() == 3
    page = Client().get("/en/news/a-post/").content.decode()
    assert page.count("A comment was removed. Rule: Say it once.") == 1


def test_a_reported_one_is_left_where_it_is(maja, cast, article, readers, now):
    comment = comments.public(cast, article, readers[0], now)
    comments.reported(comment, now, words="I am offended.")
    maja.go("/office/comments/")
    assert "Public, reported" in maja.text
    maja.follow("A thought")
    assert "I am offended." in maja.text
    maja.follow("Leave it where it is").press()
    assert "Nothing to look at." in maja.text
    assert Comment.objects.get().state == "published"


def test_an_appeal_is_decided_by_another_editor(maja, cast, log_in, article, readers, now):
    removal = comments.removed(cast, article, readers[0], now)
    appeal_removal(removal, appeal="I meant well.", by=readers[0], at=now)
    maja.go(f"/office/comments/appeal/{removal.pk}/")
    assert "another editor decides" in maja.text
    maja.press(maja.form().choose("is_granted", "stays removed"), answer="No.", status=409)
    sara = Walker(log_in(cast.sara)).go("/office/comments/")
    assert "Appealed" in sara.text
    sara.follow("A thought").follow("Decide the appeal")
    assert "I meant well." in sara.text
    sara.press(status=422)
    assert "Choose one of the two." in sara.text
    sara.press(sara.form().choose("is_granted", "public again"), answer="You did.")
    assert "The appeal is decided" in sara.text
    assert "A thought" in Client().get("/en/news/a-post/").content.decode()


def test_nobody_is_offered_to_judge_what_is_their_own(maja, cast, article, now):
    own = comments.written(article, cast.maja, now, name="The editor")
    page = maja.go(f"/office/comments/{own.pk}/").text
    assert "Remove" not in page
    assert maja.client.get(f"/office/comments/{own.pk}/remove/").status_code == 403


def test_the_list_is_narrowed_and_asks_no_more_for_more(maja, cast, article, readers, now):
    comments.written(article, readers[0], now, text="Waits.", name="Ann")
    comments.public(cast, article, readers[1], now, text="Stands.", name="Bo")
    assert "Stands." not in maja.go("/office/comments/").text
    assert "Stands." in maja.go("/office/comments/?state=published").text
    assert "Waits." in maja.go("/office/comments/?state=all").text

    def asked():
        with CaptureQueriesContext(connection) as caught:
            maja.go("/office/comments/")
        return len(caught)

    few = asked()
    comments.written(article, readers[2], now, text="Waits too.", name="Cy")
    assert asked() == few


def test_who_only_comments_is_not_among_the_people(maja, article, readers, now):
    comments.written(article, readers[0], now, name="Ann")
    assert "r0@place.example" not in maja.go("/office/people/").text
    assert "Ann" not in maja.go("/office/people/?q=place.example").text
