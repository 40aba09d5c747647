"""Editors keep the rules for comments, and say on each post for how long it takes any."""

from io import StringIO

import pytest
from django.core.management import call_command

from samverka.newsroom.comments.loading import load_rules
from samverka.newsroom.comments.models import Rule
from samverka.newsroom.loading import lay_out
from tests.factories import comments, news

LIST = "/newsroom/rule/"


@pytest.fixture
def maja(log_in, cast):
    lay_out()
    load_rules(Rule)
    return log_in(cast.maja)


def test_the_rules_that_are_brought_along_are_loaded_once_and_changed_afterwards(maja, at):
    assert load_rules(Rule) == 0
    rule = comments.rule("subject")
    page = maja.get(LIST).content.decode()
    assert "Håll dig till ämnet" in page
    said = {"title_sv": "Nytt", "title_en": "New", "text_sv": "Text.", "text_en": "Text.", "position": "9"}
    assert maja.post(f"{LIST}edit/{rule.pk}/", said).status_code == 302
    rule.refresh_from_db()
    assert (rule.title_en, rule.position, rule.is_in_force) == ("New", 9, False)
    assert load_rules(Rule) == 0


def test_nobody_deletes_a_rule(maja):
    rule = comments.rule("subject")
    assert maja.post(f"{LIST}delete/{rule.pk}/").status_code != 200
    assert Rule.objects.filter(pk=rule.pk).exists()


def test_a_rule_out_of_force_is_no_longer_read_or_chosen(maja, client):
    Rule.objects.filter(code="law").update(is_in_force=False)
    assert "Keep within the law" not in client.get("/en/comments/rules/").content.decode()


def test_the_form_of_a_post_asks_for_how_long_it_takes_comments(maja, cast, at):
    post = comments.post(cast, at)
    page = maja.get(f"/newsroom/pages/{post.pk}/edit/").content.decode()
    assert 'name="comment_days" value="30"' in page
    assert 'name="takes_comments"' in page
    other = news.published(cast, title="News")
    assert "comment_days" not in maja.get(f"/newsroom/pages/{other.pk}/edit/").content.decode()


def test_house_keeping_says_what_it_erased(cast, at):
    comments.reader(at=at)
    said = StringIO()
    call_command("erase_comment_marks", stdout=said)
    assert said.getvalue().strip() == "1 unopened accounts erased, 0 networks forgotten."
