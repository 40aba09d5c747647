"""What is in a digest, and that what is not public, or not to be read any longer, is not."""

from datetime import timedelta
from email import policy
from email.parser import BytesParser

import pytest

from samverka.ground.programme.models import Topic
from samverka.newsroom.kinds import MODELS
from samverka.newsroom.models import Article, BlogPost, EventPage, Guidance, PressRelease, Publication
from samverka.newsroom.subscriptions.actions import compose_due_digests
from samverka.newsroom.subscriptions.composing import composed, mail_of
from samverka.newsroom.subscriptions.models import Choice, Issue, Kind, Piece
from samverka.newsroom.subscriptions.rules import MOST_BYTES, slot_after
from samverka.newsroom.subscriptions.sending import Reader, message_for, send_some
from samverka.newsroom.subscriptions.states import IssueState
from samverka.stages.projects.models import Case
from tests.factories import calls, news, projects
from tests.factories.subscriptions import due, subscribed, told

HOUR = timedelta(hours=1)


@pytest.fixture
def slot(at):
    """Return the moment at which letters go out next."""
    return slot_after("weekly", at)


def titles(issue, at):
    return [one.title for one in mail_of(issue, at).told]


def test_what_became_public_since_the_last_time_is_in_it_once(cast, at, slot):
    subscribed(at, "a@elsewhere.example")
    told(cast, at - timedelta(days=9), title="Long ago")
    told(cast, at + HOUR, title="New")
    told(cast, slot + HOUR, title="To come")
    told(cast, at + HOUR, title="På svenska", language="sv")
    assert compose_due_digests(at=slot - HOUR) == []
    [number] = compose_due_digests(at=slot + 2 * HOUR)
    issue = Issue.objects.get(pk=number)
    assert titles(issue, slot) == ["New"]
    assert compose_due_digests(at=slot + 2 * HOUR) == []
    [number] = compose_due_digests(at=slot + timedelta(days=7))
    assert titles(Issue.objects.get(pk=number), slot + timedelta(days=7)) == ["To come"]


def test_a_worker_that_was_away_for_weeks_loses_nothing(cast, at, slot):
    subscribed(at, "a@elsewhere.example")
    told(cast, at + HOUR, title="First week")
    told(cast, at + timedelta(days=8), title="Second week")
    [number] = compose_due_digests(at=slot + timedelta(days=15))
    assert titles(Issue.objects.get(pk=number), slot + timedelta(days=15)) == ["Second week", "First week"]


def test_an_embargo_counts_as_its_moment_and_not_as_the_moment_of_publishing(cast, at, slot):
    subscribed(at, "a@elsewhere.example")
    article = told(cast, slot + HOUR, title="Under embargo")
    Article.objects.filter(pk=article.pk).update(first_published_at=at - timedelta(days=30))
    assert compose_due_digests(at=slot) == []
    [number] = compose_due_digests(at=slot + timedelta(days=7))
    assert titles(Issue.objects.get(pk=number), slot + timedelta(days=7)) == ["Under embargo"]


def test_nothing_new_or_nobody_to_tell_makes_no_mail(cast, at, slot):
    subscribed(at, "a@elsewhere.example")
    subscribed(at, "ended@elsewhere.example", state="ended", kinds=["blog"])
    told(cast, at + HOUR, kind=BlogPost, author="A", title="Read by nobody")
    assert compose_due_digests(at=slot) == []
    assert not Choice.objects.filter(next_at__lte=slot).exists()


def test_kinds_topics_and_calls_are_as_chosen(cast, at, slot):
    topic, other = Topic.objects.all()[:2]
    subscribed(at, "narrow@elsewhere.example", topics=[topic.code], kinds=["news", "press"])
    subscribed(at, "calls@elsewhere.example", kinds=["calls"])
    told(cast, at + HOUR, title="About it", terms=[("topics", [topic])])
    told(cast, at + HOUR, title="About another", terms=[("topics", [other])])
    told(cast, at + 2 * HOUR, title="To the press", kind=PressRelease, terms=[("topics", [topic, other])])
    call = calls.open_call(cast, at)
    due(slot)
    found = [titles(Issue.objects.get(pk=number), slot) for number in compose_due_digests(at=slot)]
    assert found[0] == ["To the press", "About it"]
    assert [call.title in one[0] for one in found[1:]] == [True]


def test_one_group_of_equal_choices_is_one_issue_in_as_many_queries_however_many_read_it(
    cast, at, slot, django_assert_num_queries
):
    subscribed(at, *(f"{number}@elsewhere.example" for number in range(50)))
    told(cast, at + HOUR)
    with django_assert_num_queries(10):
        assert len(compose_due_digests(at=slot)) == 1


# --- What was withdrawn between composing and sending ----------------------------------------------------------------


def hidden(case):
    reasons = {"withdrawn_reason_sv": "Därför.", "withdrawn_reason_en": "Because."}
    Case.objects.filter(pk=case.pk).update(withdrawn_at=case.published_at, **reasons)


@pytest.fixture
def composed_issue(cast, at, slot):
    """Return an issue with an article about a case and another one; and the case."""
    subscribed(at, "a@elsewhere.example")
    case = projects.public_case(cast, at)
    told(cast, at + HOUR, title="About the case", body=[("case", case)])
    told(cast, at + 2 * HOUR, title="About another thing")
    [number] = compose_due_digests(at=slot)
    return Issue.objects.get(pk=number), case


def test_an_article_about_a_case_that_was_withdrawn_stays_here_with_a_sentence(composed_issue, slot, mailoutbox):
    issue, case = composed_issue
    assert len(titles(issue, slot)) == 2
    hidden(case)
    assert send_some(issue.pk, at=slot) == timedelta()
    assert "About the case" not in mailoutbox[0].body
    assert "About another thing" in mailoutbox[0].body
    [left] = issue.pieces.exclude(left_out="")
    assert (str(left), left.left_out) == ("About the case", Piece.Reason.OF_HIDDEN)


def test_what_was_unpublished_stays_here_and_an_empty_mail_does_not_leave(composed_issue, slot, mailoutbox):
    issue, _case = composed_issue
    Article.objects.update(live=False)
    assert send_some(issue.pk, at=slot) is None
    issue.refresh_from_db()
    assert (issue.state, mailoutbox) == (IssueState.STOPPED, [])
    assert {one.left_out for one in issue.pieces.all()} == {Piece.Reason.NOT_PUBLIC}


def test_what_was_left_out_comes_later_when_the_public_may_read_it(composed_issue, slot):
    issue, case = composed_issue
    hidden(case)
    send_some(issue.pk, at=slot)
    a_week_later, two_weeks_later = slot + timedelta(days=7), slot + timedelta(days=14)
    assert compose_due_digests(at=a_week_later) == []
    Case.objects.filter(pk=case.pk).update(withdrawn_at=None)
    [number] = compose_due_digests(at=two_weeks_later)
    assert titles(Issue.objects.get(pk=number), two_weeks_later) == ["About the case"]


def test_a_case_that_is_only_named_counts_too(cast, at, slot):
    from samverka.newsroom.models import NamedCase

    subscribed(at, "a@elsewhere.example")
    case = projects.public_case(cast, at)
    article = told(cast, at + HOUR, title="Names it")
    NamedCase.objects.create(article=article, case=case)
    [number] = compose_due_digests(at=slot)
    issue = Issue.objects.get(pk=number)
    assert titles(issue, slot) == ["Names it"]
    hidden(case)
    assert titles(issue, slot) == []


# --- Its words -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "sv"])
def test_text_and_html_say_the_same_and_nothing_is_fetched(cast, at, slot, language):
    subscribed(at, "a@elsewhere.example", language=language)
    told(cast, at + HOUR, language=language, title="Vatten & <bröd>", lead="En ingress som säger vad som hände. " * 5)
    [number] = compose_due_digests(at=slot)
    mail = mail_of(Issue.objects.get(pk=number), slot)
    text, html = mail.for_reader("https://x.example/mine", "https://x.example/end")
    expected = {"en": ("Unsubscribe:", "NEWS"), "sv": ("Avsluta prenumerationen:", "NYHETER")}[language]
    for words in expected:
        assert words in text
    assert text.startswith("Vatten & <bröd> – ")
    assert all(len(line) <= 72 or "://" in line for line in text.splitlines())
    assert text.index("https://x.example/mine") < text.index("https://x.example/end")
    assert "Vatten &amp; &lt;bröd&gt;" in html
    assert f'lang="{language}"' in html
    for word in ("<img", "style", "src=", "<script", "\ue001", "\ue002"):
        assert word not in text + html


@pytest.mark.parametrize("sign", ["å", "😀", "&", '"', "a "])
def test_the_whole_mail_is_at_most_thirty_kilobytes(cast, at, slot, sign):
    [reader] = subscribed(at, "a@elsewhere.example")
    articles = [told(cast, at + HOUR, title=f"{number} {sign * 80}", lead=sign * 480) for number in range(3)]
    [number] = compose_due_digests(at=slot)
    issue = Issue.objects.get(pk=number)
    some = mail_of(issue, slot).told
    mail = composed(some * 40, words=sign * 3_000 if sign != "a " else "word " * 600)
    message = message_for(issue, mail, Reader(reader.pk, reader.key, reader.email), 10**9, "P <p@owner.example>")
    assert len(message.message().as_bytes()) <= MOST_BYTES
    read = BytesParser(policy=policy.default).parsebytes(message.message().as_bytes())
    assert [part.defects for part in read.walk()] == [[], [], []]
    assert sign[0] in read.get_body(("plain",)).get_content()
    assert len(articles) == 3
    assert "more on our site" in mail.text
    assert max(len(line) for line in message.message().as_bytes().split(b"\n")) <= 998


# --- Every kind of article -------------------------------------------------------------------------------------------


def test_every_kind_is_told_under_its_heading_and_an_event_by_its_day(cast, at, slot):
    kinds = [kind for kind in Kind.values if kind not in (Kind.LETTER, Kind.CALLS)]
    subscribed(at, "a@elsewhere.example", kinds=kinds)
    more = {EventPage: {"occasion": news.occasion(at)}, Publication: {"file": news.report_file()}}
    more |= {BlogPost: {"author": "Ann"}, Guidance: {"page_owner": "The office"}}
    for model in MODELS:
        told(cast, at + HOUR, kind=model, title=f"About {model.kind}", **more.get(model, {}))
    [number] = compose_due_digests(at=slot + HOUR)
    mail = mail_of(Issue.objects.get(pk=number), slot + HOUR)
    # Guidance is no news: it stands where it stands.
    assert {one.title for one in mail.told} == {f"About {kind}" for kind in kinds}
    for heading in ("GOOD EXAMPLES", "EVENTS", "PUBLICATIONS"):
        assert heading in mail.text
    assert "Event, 1 April 2026" in mail.text


def test_an_article_whose_text_shows_a_partnership_that_is_hidden_stays(cast, at, slot):
    subscribed(at, "a@elsewhere.example")
    case = projects.public_case(cast, at)
    told(cast, at + HOUR, title="Together", body=[("partnership", case.partnership)])
    [number] = compose_due_digests(at=slot + HOUR)
    issue = Issue.objects.get(pk=number)
    assert titles(issue, slot + HOUR) == ["Together"]
    type(case.partnership).objects.filter(pk=case.partnership_id).update(is_public=False)
    assert titles(issue, slot + HOUR) == []
    assert set(mail_of(issue, slot + HOUR).reasons.values()) == {Piece.Reason.OF_HIDDEN}
