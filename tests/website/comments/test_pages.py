"""What readers see of comments, and how they report one, without an account."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samverka.newsroom.comments.actions import withdraw_comment
from samverka.newsroom.comments.models import Comment, CommentReport
from samverka.newsroom.models import BlogPost, NewsPage
from tests.factories import comments, news
from tests.walking import Walker

PAGE = "/en/news/a-post/"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def article(cast, now):
    return comments.post(cast, now)


@pytest.fixture
def reader(now):
    return comments.reader(at=now)


def test_comments_stand_under_the_post_with_their_answers_and_no_address(client, cast, article, reader, now):
    first = comments.public(cast, article, reader, now, text="First line.\nSecond <b>line</b>.", name="Ann")
    comments.public(cast, article, reader, now, text="An answer to it.", parent=first)
    other = comments.reader("other@place.example", now)
    comments.written(article, other, now, text="Nobody has read this.", name="Waiting")
    answer = client.get(PAGE)
    page = answer.content.decode()
    assert "Comments</h2>" not in page
    assert re.search(r"Comments\s+\(2\)", page)
    assert "First line.<br>Second &lt;b&gt;line&lt;/b&gt;." in page
    assert page.index("An answer to it.") > page.index('class="plain-list answers"') > page.index("First line.")
    for word in ("reader@", "Nobody has read this.", "Waiting", "<script"):
        assert word not in page.replace('<script type="application/ld+json">', ""), word
    assert f'/portal/comments/write/{article.pk}/?answers={first.pk}"' in page
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_what_is_gone_leaves_a_line(client, cast, article, reader, now):
    removal = comments.removed(cast, article, reader, now, text="Rude.", name="Ann")
    comments.removed(cast, article, comments.reader("b@place.example", now), now, text="Second.", name="Bo")
    withdraw_comment(removal.comment, by=reader, at=now)
    page = client.get(PAGE).content.decode()
    assert "A comment was removed. Rule: Argue about things and not against people." in page
    assert "A comment was taken back by its author." in page
    for word in ("Rude.", "Second.", ">Ann<", ">Bo<"):
        assert word not in page, word
    assert "inte mot person" not in page
    assert re.search(r"Comments\s+\(0\)", page)


def test_news_takes_none_and_a_closed_post_says_so_only_where_something_was_said(client, cast, article, reader, now):
    news.published(cast, NewsPage, title="News")
    assert "Write a comment" not in client.get("/en/news/news/").content.decode()
    assert "Write a comment" in client.get(PAGE).content.decode()
    article.takes_comments = False
    article.save_revision().publish()
    assert 'id="comments"' not in client.get(PAGE).content.decode()
    article.takes_comments = True
    comments.public(cast, article, reader, now)
    article.takes_comments = False
    article.save_revision().publish()
    page = client.get(PAGE).content.decode()
    assert "The comments are closed." in page
    assert "Write a comment" not in page
    assert "?answers=" not in page


def test_the_preview_of_a_draft_shows_no_box(cast, log_in):
    draft = news.draft(cast, BlogPost, title="Draft", author="Bo Berg")
    page = log_in(cast.maja).get(f"/newsroom/pages/{draft.pk}/view_draft/").content.decode()
    assert "Bo Berg" in page
    assert "/portal/comments/" not in page


def test_as_many_questions_for_one_comment_as_for_nine(client, cast, article, reader, now):
    def asked():
        client.get(PAGE)
        with CaptureQueriesContext(connection) as caught:
            client.get(PAGE)
        return len(caught)

    comments.removed(cast, article, reader, now)
    few = asked()
    for number in range(4):
        first = comments.public(cast, article, comments.reader(f"r{number}@place.example", now), now)
        comments.public(cast, article, reader, now, text=f"Answer {number}", parent=first)
    assert asked() == few <= 15


@pytest.fixture
def many(article, reader, now):
    """Return 120 threads, in the order in which they were written, each with an answer."""
    said = {"article": article, "author": reader.commenter, "state": "published", "was_public": True}
    begun = [now - timedelta(hours=20) + timedelta(minutes=number) for number in range(120)]
    threads = Comment.objects.bulk_create(
        Comment(**said, text=f"Thread {number}.", written_at=moment, published_at=moment)
        for number, moment in enumerate(begun)
    )
    Comment.objects.bulk_create(
        Comment(**said, text=f"Answer {number}.", written_at=now, published_at=now, parent=thread)
        for number, thread in enumerate(threads)
    )
    return threads


def test_many_threads_stand_on_several_pages_each_with_its_answers(client, many):
    first, last = (client.get(f"{PAGE}{page}").content.decode() for page in ("", "?page=3"))
    assert re.search(r"Comments\s+\(240\)", first)
    for words, page, is_there in (
        ("Thread 0.", first, True),
        ("Answer 49.", first, True),
        ("Thread 50.", first, False),
        ("Answer 50.", first, False),
        ("Thread 99.", last, False),
        ("Thread 100.", last, True),
        ("Answer 119.", last, True),
    ):
        assert (words in page) == is_there, words
    assert f'href="{PAGE}?page=2#comments"' in first.replace('href="?', f'href="{PAGE}?')
    assert 'rel="next"' not in last
    assert "Thread 0." in client.get(f"{PAGE}?page=nonsense").content.decode()
    assert "Thread 119." in client.get(f"{PAGE}?page=99").content.decode()


def test_a_comment_has_a_lasting_address(client, many, cast, reader, now):
    answer = many[70].answers.get()
    for comment, place in ((many[0], ""), (many[49], ""), (many[50], "?page=2"), (answer, "?page=2")):
        found = client.get(f"/en/comments/{comment.pk}/")
        assert found["Location"] == f"{PAGE}{place}#comment-{comment.pk}"
        assert f'id="comment-{comment.pk}"' in client.get(found["Location"]).content.decode()
    assert client.get(f"/sv/kommentarer/{many[0].pk}/")["Location"].startswith(PAGE)
    assert f'href="/en/comments/{many[0].pk}/"' in client.get(PAGE).content.decode()
    withdraw_comment(many[60], by=reader, at=now)
    assert client.get(f"/en/comments/{many[60].pk}/").status_code == 302
    Comment.objects.filter(pk=many[0].pk).update(state="waiting", was_public=False)
    assert client.get(f"/en/comments/{many[0].pk}/").status_code == 404
    many[50].article.unpublish()
    assert client.get(f"/en/comments/{many[50].pk}/").status_code == 404


def test_as_many_questions_for_three_pages_as_for_one(client, many, django_assert_max_num_queries):
    client.get(PAGE)
    with django_assert_max_num_queries(15):
        client.get(f"{PAGE}?page=2")


def test_the_rules_are_public(client, article):
    for path, words in (("/en/comments/rules/", "Say it once"), ("/sv/kommentarer/regler/", "Säg det en gång")):
        page = client.get(path)
        assert words in page.content.decode()
        assert not page.cookies


@pytest.fixture
def report(client, cast, article, reader, now):
    """Return somebody who has just opened the form about a comment, and who takes time to write."""
    comment = comments.public(cast, article, reader, now, text="To be reported.")
    with time_machine.travel(now + timedelta(seconds=5)) as clock:
        walker = Walker(client).go(f"/en/comments/{comment.pk}/report/")
        clock.shift(timedelta(seconds=10))
        yield walker


def test_anybody_reports_without_an_account(report):
    form = report.form().choose("rule", "Keep within the law")
    report.press(form, words="It is <b>mine</b>.")
    assert "Thank you" in report.text
    assert not report.client.cookies
    assert report.answer["X-Robots-Tag"] == "noindex"
    report.press(form)
    [kept] = CommentReport.objects.all()
    assert (kept.rule.code, kept.words, len(kept.origin)) == ("law", "It is <b>mine</b>.", 64)


def test_a_report_that_is_not_taken_loses_nothing(report, article):
    report.press(words="Look here.", status=422)
    assert "Choose the rule that it breaks." in report.text
    assert "Look here." in report.answer.content.decode()
    report.press(report.form().choose("rule", "Keep within"), words="x" * 501, status=422)
    assert "It has 501." in report.text
    assert not CommentReport.objects.exists()
    from_elsewhere = report.client.post(
        report.address, report.form().fields, headers={"origin": "https://elsewhere.example"}
    )
    assert from_elsewhere.status_code == 422


def test_only_what_is_public_can_be_reported(client, cast, article, reader, now):
    waiting = comments.written(article, reader, now)
    removed = comments.removed(cast, article, comments.reader("b@place.example", now), now).comment
    for one in (waiting, removed):
        assert client.get(f"/en/comments/{one.pk}/report/").status_code == 404
