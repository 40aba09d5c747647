"""The newsletter room: writing, looking, sending, stopping, and nobody's address to be seen."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from samverka.ground.accounts.models import User
from samverka.newsroom.models import Article, Guidance, Story
from samverka.newsroom.subscriptions.models import Delivery, Issue, Newsletter, Subscription
from samverka.newsroom.subscriptions.sending import send_some
from samverka.newsroom.subscriptions.states import IssueState, NewsletterState
from tests.factories import news
from tests.factories.subscriptions import subscribed, told
from tests.walking import Walker

READER = "reader@elsewhere.example"


@pytest.fixture
def maja(log_in, cast):
    User.objects.filter(pk=cast.maja.pk).update(language="en")
    return Walker(log_in(cast.maja))


def test_from_the_words_to_the_numbers(maja, cast, mailoutbox):
    subscribed(timezone.now() - timedelta(hours=1), READER)
    news.published(cast, title="Water for all")
    news.published(cast, title="Vatten åt alla", language="sv")
    page = maja.go(reverse("office:newsletters"))
    assert "Nothing has been sent yet" in page.text
    page = maja.go(reverse("office:newsletter-new"))
    maja.press(subject_en="Spring", words_en="Hello, all of you.\n\nRead on.", articles=[Article.objects.first().pk])
    assert "Water for all" in maja.text
    assert "Hello, all of you." in maja.text
    assert "Nothing in this language: nobody gets it." in maja.text
    newsletter = Newsletter.objects.get()
    maja.go(reverse("office:newsletter-edit", args=[newsletter.pk]))
    maja.press(subject_en="Spring news")
    maja.go(reverse("office:newsletter-send", args=[newsletter.pk]))
    assert "1 reader." in maja.text
    maja.press()
    assert "handed over" in maja.text
    issue = Issue.objects.get()
    send_some(issue.pk, at=timezone.now())
    send_some(issue.pk, at=timezone.now())
    assert mailoutbox[0].subject == "Spring news"
    Delivery.objects.update(bounced_at=timezone.now(), is_for_good=True, status="5.1.1", diagnosis="user unknown")
    page = maja.go(reverse("office:issue", args=[issue.pk]))
    for words in ("Water for all", "Taken by the mail server1", "5.1.1 user unknown", "Came back1"):
        assert words in page.text
    for path in (reverse("office:issue", args=[issue.pk]), reverse("office:newsletters")):
        assert "elsewhere.example" not in maja.go(path).text
    assert newsletter.issues.get().state == IssueState.SENT


def test_a_newsletter_tells_of_any_article_that_is_news(maja, cast, at):
    example = news.published(cast, Story, title="A good example")
    news.published(cast, Guidance, title="How one reports", page_owner="The office")
    maja.go(reverse("office:newsletter-new"))
    assert "How one reports" not in maja.text
    maja.press(subject_en="Spring", articles=[example.pk])
    assert "A good example" in maja.text


def test_stopping_and_discarding(maja, cast, at):
    subscribed(at, READER)
    newsletter = Newsletter.objects.create(subject_en="Draft", words_en="Words", begun_at=at)
    maja.go(reverse("office:newsletter-discard", args=[newsletter.pk]))
    maja.press()
    assert Newsletter.objects.get().state == NewsletterState.DISCARDED
    issue = Issue.objects.create(newsletter=newsletter, language="en", until=at)
    maja.go(reverse("office:issue-stop", args=[issue.pk]))
    maja.press(reason="A wrong word")
    assert Issue.objects.get().state == IssueState.STOPPED
    assert "A wrong word" in maja.text


def test_an_empty_newsletter_says_what_is_missing(maja, at):
    newsletter = Newsletter.objects.create(subject_en="Draft", begun_at=at)
    page = maja.go(reverse("office:newsletter-send", args=[newsletter.pk]))
    assert "The newsletter is empty." in page.text
    assert 'aria-disabled="true"' in maja.answer.content.decode()


def test_planning_trying_and_taking_back(maja, cast, at):
    newsletter = Newsletter.objects.create(subject_en="Spring", words_en="Words", begun_at=at)
    maja.go(reverse("office:newsletter-plan", args=[newsletter.pk]))
    assert "Europe/Stockholm" in maja.text
    maja.press(leaves_at="2020-01-01T07:00", status=409)
    assert "still to come" in maja.text
    ahead = timezone.localtime() + timedelta(days=2)
    maja.press(leaves_at=f"{ahead:%Y-%m-%dT07:00}")
    newsletter.refresh_from_db()
    assert timezone.localtime(newsletter.leaves_at).hour == 7
    for words in ("Planned", "Leaves", "07:00", "Take it back", "Words"):
        assert words in maja.text, words
    assert "Discard it" not in maja.text
    assert "07:00" in maja.go(reverse("office:newsletters")).text
    maja.go(reverse("office:newsletter-test", args=[newsletter.pk]))
    assert cast.maja.email in maja.text
    maja.press()
    assert "The test is on its way" in maja.text
    maja.go(reverse("office:newsletter-take-back", args=[newsletter.pk]))
    maja.press()
    assert "Discard it" in maja.text
    newsletter.refresh_from_db()
    assert newsletter.state == NewsletterState.DRAFT


def test_the_next_digest_is_shown_as_it_would_be_now(maja, cast):
    told(cast, timezone.now() - timedelta(seconds=1), title="Just out")
    told(cast, timezone.now() + timedelta(hours=1), title="To come")
    page = maja.go(f"{reverse('office:newsletter-digest')}?language=en&frequency=daily")
    assert "Just out" in page.text
    assert "To come" not in page.text
    assert "Nothing new so far" in maja.go(f"{reverse('office:newsletter-digest')}?language=sv&frequency=daily").text
    assert maja.go(f"{reverse('office:newsletter-digest')}?language=xx").answer.status_code == 200


def test_erasing_says_the_same_whether_the_address_is_here_or_not(maja, cast, at):
    subscribed(at, READER)
    said = []
    for email in (READER, "nobody@elsewhere.example"):
        maja.go(reverse("office:newsletter-erase"))
        maja.press(email=email)
        said.append(maja.text)
    assert said[0] == said[1]
    assert not Subscription.objects.exists()


def test_the_list_costs_the_same_for_many(maja, cast, at, django_assert_max_num_queries):
    def fill(numbers):
        for number in numbers:
            newsletter = Newsletter.objects.create(subject_en=f"No. {number}", begun_at=at)
            Issue.objects.create(newsletter=newsletter, language="en", until=at, subject=f"No. {number}")

    path = reverse("office:newsletters")
    fill(range(1))
    maja.go(path)
    with django_assert_max_num_queries(15) as few:
        maja.client.get(path)
    fill(range(1, 12))
    with django_assert_max_num_queries(len(few)):
        maja.client.get(path)
