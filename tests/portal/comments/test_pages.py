"""A reader logs in with an address alone, writes, and follows what becomes of it."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from samverka.ground.accounts.models import User
from samverka.ground.outbox.models import Message
from samverka.newsroom.comments.actions import appeal_removal, decide_appeal, publish_comment, remove_comment
from samverka.newsroom.comments.models import Comment, Commenter
from tests.factories import comments
from tests.walking import Walker

ADDRESS = "ann@place.example"


@pytest.fixture(autouse=True)
def nobody_has_tried():
    """Begin without tries that other tests have made."""
    cache.clear()


@pytest.fixture
def article(cast):
    return comments.post(cast, timezone.now())


@pytest.fixture
def page(article):
    return f"/portal/comments/write/{article.pk}/"


def code_sent():
    """Return the code in the newest letter."""
    letter = Message.objects.order_by("pk").last()
    return re.search(r"^[A-Z0-9-]{6,}$", letter.body, re.MULTILINE)[0]


def came_in(page, client=None, address=ADDRESS):
    """Return a reader who has come from a post and logged in by a code."""
    walker = Walker(client or Client()).go(page)
    walker.press(email=address)
    return walker.press(code=code_sent())


def test_an_address_is_enough_to_write(cast, article, page):
    walker = came_in(page)
    assert walker.address == page
    for words in ("Keep to the subject", "is read by an editor", "never shown"):
        assert words in walker.text, words
    walker.press(name="Ann", text="  <script>alert(1)</script>\r\nA thought.  ")
    assert "An editor reads it before it is public" in walker.text
    comment = Comment.objects.get()
    assert (comment.text, comment.author.name) == ("<script>alert(1)</script>\nA thought.", "Ann")
    assert "<script>alert" not in walker.answer.content.decode()
    publish_comment(comment, by=cast.maja, at=timezone.now())
    walker.go(page).press(text="Another thought.")
    assert "Your comment is public." in walker.text
    assert "Another thought." in Client().get("/en/news/a-post/").content.decode()
    person = User.objects.get(email=ADDRESS)
    assert (person.roles, person.name, person.has_usable_password()) == ([], "Ann", False)


def test_who_only_comments_gets_no_further_than_a_stranger(cast, page, article):
    client = came_in(page).client
    for path in ("/office/", "/newsroom/", "/office/comments/", f"/office/people/{cast.ingrid.pk}/"):
        assert client.get(path).status_code == 404, path
    menu = client.get("/portal/").content.decode()
    assert "My comments" in menu
    assert "Applications</a>" not in menu


def test_a_code_does_not_replace_the_second_step(page, cast):
    TOTP.activate(cast.sara, "JBSWY3DPEHPK3PXP")
    walker = Walker(Client()).go(page).press(email=cast.sara.email)
    walker.press(code=code_sent())
    assert walker.address.startswith("/accounts/2fa/authenticate/")
    assert walker.client.get("/portal/").status_code == 302


def test_nobody_is_sent_on_to_another_site(page):
    walker = Walker(Client()).go("/accounts/login/code/?next=https://elsewhere.example/")
    walker.press(email=ADDRESS).press(code=code_sent())
    assert walker.address == "/portal/"


def test_a_second_time_the_same_account_is_opened(page):
    came_in(page)
    came_in(page, address=ADDRESS.upper())
    assert User.objects.filter(email__iexact=ADDRESS).count() == Commenter.objects.count() == 1


def test_what_was_typed_waits_while_the_log_in_has_run_out(page):
    walker = came_in(page)
    form = walker.form()
    walker.client.session.flush()
    walker.press(form, name="Ann", text="Typed for a long time.")
    assert "Your comment is kept" in walker.text
    walker.press(email=ADDRESS).press(code=code_sent())
    assert walker.address == page
    assert not Comment.objects.exists()
    assert "Typed for a long time." in walker.answer.content.decode()
    walker.press()
    assert Comment.objects.get().text == "Typed for a long time."
    assert "Typed for" not in walker.go(page).answer.content.decode()


def test_what_is_too_long_is_refused_with_its_length(page):
    walker = came_in(page).press(name="Ann", text="å\r\n" * 451, status=422)
    assert "Keep it to 900 characters. It has 901." in walker.text
    assert walker.answer.content.decode().count("å") >= 450
    walker.press(text="å\r\n" * 450 + "\r\n")
    assert len(Comment.objects.get().text) == 899


def test_a_wrong_code_and_one_used_twice_get_a_sentence(page):
    walker = Walker(Client()).go(page).press(email=ADDRESS)
    code, form = code_sent(), walker.form()
    walker.press(code="XXXX-XXXX")
    assert "not the code in the newest letter" in walker.text
    walker.press(code=code)
    assert walker.address == page
    other = Walker(Client())
    other.go("/accounts/login/code/confirm/?next=/portal/")
    assert "too old, or has been used" in other.text
    walker.client.logout()
    walker.press(form, code=code)
    assert "too old, or has been used" in walker.text
    assert walker.address.endswith(f"?next={page.replace('/', '%2F')}")


def test_a_code_is_good_for_a_quarter_of_an_hour(page):
    walker = Walker(Client()).go(page).press(email=ADDRESS)
    with time_machine.travel(timezone.now() + timedelta(minutes=14)):
        walker.go(walker.address)
        assert "Write the code" in walker.text
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        walker.press(code=code_sent())
        assert "too old, or has been used" in walker.text


def test_a_flood_of_sign_ups_is_stopped_with_a_sentence(page):
    walker = Walker(Client()).go(page)
    for _time in range(3):
        walker.press(walker.go(page).form(), email=ADDRESS)
    walker.go(page).press(email=ADDRESS, status=409)
    assert "Many codes have been asked for" in walker.text
    for number in range(40):
        answer = walker.client.post("/accounts/login/code/", {"email": f"flood{number}@place.example"})
    assert answer.status_code == 409
    assert User.objects.filter(email__startswith="flood").count() < 30


def test_an_invited_person_and_a_stranger_read_the_same(page, cast):
    User.objects.create_user("invited@place.example", name="I", is_active=False)
    walker = Walker(Client()).go(page).press(email="invited@place.example")
    assert "Write the code" in walker.text
    letter = Message.objects.order_by("pk").last()
    assert "follow the link in your invitation" in letter.body


def test_the_language_of_the_post_is_spoken_at_the_log_in(cast):
    swedish = comments.post(cast, timezone.now(), language="sv", title="Ett inlägg")
    walker = Walker(Client()).go(f"/portal/comments/write/{swedish.pk}/")
    assert walker.answer.headers["Content-Language"] == "sv"
    walker.press(email=ADDRESS)
    assert walker.answer.headers["Content-Language"] == "sv"
    assert User.objects.get(email=ADDRESS).language == "sv"


def test_a_closed_post_says_so_and_gives_back_what_was_written(cast, article, page):
    walker = came_in(page)
    form = walker.form()
    article.takes_comments = False
    article.save_revision().publish()
    walker.press(form, name="Ann", text="Too late.", status=409)
    assert "The comments on this post are closed." in walker.text
    assert "Too late." in walker.answer.content.decode()
    assert "closed" in walker.go(page).text


def test_a_draft_takes_no_comments(cast, article, page):
    article.unpublish()
    assert Client().get(page).status_code == 404
    assert Client().post(page, {"text": "x"}).status_code == 404


@pytest.fixture
def removal(cast, article, page):
    """Return the removal of a comment of the reader, and the reader."""
    walker = came_in(page).press(name="Ann", text="My opinion.")
    comment = publish_comment(Comment.objects.get(), by=cast.maja, at=timezone.now())
    return remove_comment(comment, rule=comments.rule(), words="Calm down.", by=cast.maja, at=timezone.now()), walker


def test_the_author_reads_why_and_appeals_once(cast, removal):
    removal, walker = removal
    letter = Message.objects.order_by("pk").last()
    path = re.search(r"/portal/comments/appeal/\d+/", letter.body)[0]
    walker.go(f"/portal/comments/{removal.comment_id}/")
    for words in ("Argue about things", "Calm down.", "My opinion."):
        assert words in walker.text, words
    walker.go(path).press(appeal="I was calm.")
    assert "Your appeal has come in" in walker.text
    assert "An editor decides about it." in walker.text
    assert path not in walker.answer.content.decode()
    assert "already" in walker.go(path).text
    removal.refresh_from_db()
    decide_appeal(removal, is_granted=False, answer="You were not.", by=cast.sara, at=timezone.now())
    assert "You were not." in walker.go(f"/portal/comments/{removal.comment_id}/").text


def test_nobody_opens_what_is_anothers(cast, removal, log_in):
    removal, _walker = removal
    for path in (f"{removal.comment_id}/", f"{removal.comment_id}/take-back/", f"appeal/{removal.pk}/"):
        assert log_in(cast.ingrid).get(f"/portal/comments/{path}").status_code == 404, path


def test_the_author_takes_back_changes_the_name_and_erases_all(removal):
    removal, walker = removal
    walker.go(f"/portal/comments/{removal.comment_id}/take-back/").press()
    assert "Your comment is erased." in walker.text
    walker.go("/portal/comments/").follow("Change the name").press(name="Ann from Sekao")
    assert "Ann from Sekao" in walker.text
    walker.follow("Erase all my comments")
    assert "you are logged out" in walker.text
    walker.press()
    assert "Everything is erased." in walker.text
    assert not User.objects.filter(email=ADDRESS).exists()
    assert walker.client.get("/portal/").status_code == 302


def test_who_has_never_commented_has_an_empty_list(log_in, cast):
    client = log_in(cast.thato)
    assert "not commented on anything yet" in Walker(client).go("/portal/comments/").text
    assert client.get("/portal/comments/name/").status_code == 404


def test_my_list_asks_as_much_for_one_as_for_many(removal, article, django_assert_max_num_queries):
    removal, walker = removal
    for number in range(5):
        comments.written(article, removal.comment.author.user, timezone.now(), text=f"Thought {number} of mine")
    with django_assert_max_num_queries(12):
        walker.go("/portal/comments/")


def test_an_answer_names_whom_it_answers(cast, article, page, removal):
    other = comments.public(
        cast, article, comments.reader("b@place.example", timezone.now()), timezone.now(), name="Bo"
    )
    _removal, walker = removal
    walker.go(f"{page}?answers={other.pk}")
    assert "In answer to Bo" in walker.text
    walker.press(text="I agree.")
    assert Comment.objects.get(text="I agree.").parent == other


def test_a_decided_appeal_makes_it_public_again(cast, removal):
    removal, _walker = removal
    appeal_removal(removal, appeal="So.", by=removal.comment.author.user, at=timezone.now())
    decide_appeal(removal, is_granted=True, answer="Right.", by=cast.sara, at=timezone.now())
    assert "My opinion." in Client().get("/en/news/a-post/").content.decode()
