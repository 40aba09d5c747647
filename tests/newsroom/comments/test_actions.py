"""What can be done with comments, by whom and when, and what is left of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress

from samverka.ground.accounts.models import User
from samverka.ground.audit.models import Event
from samverka.ground.common.refusals import LostRace, NotAllowed, Refused
from samverka.ground.outbox.models import Message
from samverka.newsroom.comments.actions import (
    appeal_removal,
    change_name,
    decide_appeal,
    erase_commenter,
    erase_unopened_accounts,
    forget_origins,
    open_account,
    publish_comment,
    remove_comment,
    report_comment,
    withdraw_comment,
    write_comment,
)
from samverka.newsroom.comments.models import Comment, Commenter, CommentReport, Likeness, Removal
from samverka.newsroom.comments.queries import comments_to_look_at, comments_under
from samverka.newsroom.comments.rules import MANY, MOST_AN_HOUR, Hold
from samverka.newsroom.comments.states import State
from tests.factories import comments

LONG = "We should count the wells in every village before the rain begins, and say so in the open."


@pytest.fixture
def article(cast, at):
    return comments.post(cast, at)


@pytest.fixture
def reader(at):
    return comments.reader(at=at)


# --- Writing ---------------------------------------------------------------------------------------------------------


def test_the_first_waits_and_the_next_is_public_at_once(cast, article, reader, at):
    first = comments.written(article, reader, at)
    assert (first.state, first.held_for) == (State.WAITING, [Hold.FIRST])
    publish_comment(first, by=cast.maja, at=at)
    second = comments.written(article, reader, at, text="Another thought altogether.")
    assert (second.state, second.held_for, second.published_at) == (State.PUBLISHED, [], at)
    assert "is public" in Message.objects.get(recipient=reader).subject


def test_an_editor_is_known_already(cast, article, at):
    assert comments.written(article, cast.sara, at, name="The office").state == State.PUBLISHED


def test_a_second_press_makes_no_second_comment(article, reader, at):
    facts = {"key": uuid4(), "text": "Once.", "name": "Ann", "by": reader, "at": at}
    assert write_comment(article, **facts) == write_comment(article, **facts)
    assert Comment.objects.count() == 1


def test_after_its_days_or_closed_by_hand_a_post_takes_none(cast, article, reader, at):
    with pytest.raises(Refused, match="closed"):
        comments.written(article, reader, at + timedelta(days=29, seconds=1))
    article.comment_days = None
    assert comments.written(article, reader, at + timedelta(days=900))
    article.takes_comments = False
    with pytest.raises(Refused, match="closed"):
        comments.written(article, reader, at)


def test_answers_go_one_level_deep_and_only_to_what_is_there(cast, article, reader, at):
    first = comments.public(cast, article, reader, at)
    answer = comments.public(cast, article, reader, at, text="An answer to that.", parent=first)
    assert answer.parent == first
    with pytest.raises(Refused, match="no longer there"):
        comments.written(article, reader, at, parent=answer)
    remove_comment(first, rule=comments.rule(), by=cast.maja, at=at)
    with pytest.raises(Refused, match="no longer there"):
        comments.written(article, reader, at, parent=first)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("  ", "Write the name"), ("ann@place.example", "e-mail"), ("ÁNN", "else has"), ("maja holm", "else has")],
)
def test_a_name_is_no_address_and_nobody_elses(cast, article, reader, at, name, sentence):
    cast.maja.search_text = "maja holm"
    cast.maja.save()
    comments.written(article, comments.reader("other@place.example", at), at, name="Ann")
    with pytest.raises(Refused, match=sentence):
        write_comment(article, key=uuid4(), text="So.", name=name, by=reader, at=at)


def test_a_name_can_be_changed(article, reader, at):
    author = comments.written(article, reader, at, name="Ann").author
    change_name(author, name="Ann from Sekao", by=reader, at=at)
    reader.refresh_from_db()
    assert reader.name == "Ann from Sekao"
    with pytest.raises(NotAllowed):
        change_name(author, name="Bo", by=comments.reader("other@place.example", at), at=at)


# --- What lets a comment wait ----------------------------------------------------------------------------------------


@pytest.fixture
def known(cast, article, reader, at):
    """Return a reader of whom a comment is public already."""
    comments.public(cast, article, reader, at - timedelta(hours=3), text="Something quite different to begin with.")
    return reader


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Look at https://shop.example for more.", Hold.LINK),
        ("Write to ann@place.example instead.", Hold.PARTICULARS),
    ],
)
def test_links_and_particulars_are_looked_at_first(article, known, at, text, reason):
    assert comments.written(article, known, at, text=text).held_for == [reason]


def test_many_within_ten_minutes_wait_and_a_flood_is_turned_away(article, known, at):
    texts = [f"Thought number {number} of that kind, {number * 7} in all" for number in range(MOST_AN_HOUR)]
    found = [comments.written(article, known, at, text=text) for text in texts]
    assert [one.state for one in found[:MANY]] == [State.PUBLISHED] * MANY
    assert {one.state for one in found[MANY:]} == {State.WAITING}
    with pytest.raises(Refused, match="Wait an hour"):
        comments.written(article, known, at)


def test_what_other_accounts_have_written_is_found_again_with_the_evidence(cast, article, known, at):
    sent = comments.written(article, known, at, text=LONG)
    other = comments.reader("second@place.example", at)
    comments.public(cast, article, other, at - timedelta(hours=2), text="Hello to everybody who reads this here.")
    for text, percent in (
        (LONG.upper() + "!!!", 100),
        (LONG.replace("open", "meeting"), 93),
        ("And yet: " + LONG, 100),
    ):
        again = comments.written(article, other, at, text=text)
        assert again.held_for[0] == Hold.REPEATED
        assert again.likenesses.get(other=sent).percent == percent
        Comment.objects.filter(pk=again.pk).delete()
    unlike = comments.written(
        article, other, at, text="We should count the pumps, and nobody should say so before March."
    )
    assert not unlike.likenesses.exists()


def test_thanks_are_said_by_many(cast, article, known, at):
    comments.written(article, known, at, text="Thank you for this!")
    other = comments.reader("second@place.example", at)
    assert not comments.written(article, other, at, text="Thank you for this!").likenesses.exists()
    assert comments.written(article, known, at, text="Thank you for this.").held_for == [Hold.REPEATED]


def test_after_a_removal_an_account_is_read_first_for_three_months(cast, article, known, at):
    comments.removed(cast, article, known, at - timedelta(days=1), text="Something rude was here.")
    assert comments.written(article, known, at).held_for == [Hold.WATCHED]
    later = at + timedelta(days=90)
    article.comment_days = None
    assert comments.written(article, known, later, text="Time has passed.").held_for == []


# --- Moderating ------------------------------------------------------------------------------------------------------


def test_only_editors_judge_and_nobody_what_is_their_own(cast, article, reader, at):
    comment = comments.written(article, reader, at)
    for person in (reader, cast.ingrid, cast.farid, cast.rolf):
        with pytest.raises(NotAllowed):
            publish_comment(comment, by=person, at=at)
        with pytest.raises(NotAllowed):
            remove_comment(comment, rule=comments.rule(), by=person, at=at)
    own = comments.written(article, cast.maja, at, name="The editor")
    with pytest.raises(NotAllowed):
        remove_comment(own, rule=comments.rule(), by=cast.maja, at=at)
    assert comment in comments_to_look_at(cast.maja, at)


def test_a_removal_names_a_rule_tells_the_author_and_leaves_a_line(cast, article, reader, at):
    comment = comments.public(cast, article, reader, at, text="Rude words.")
    remove_comment(comment, rule=comments.rule(), words="Please stay calm.", by=cast.maja, at=at)
    letter = Message.objects.filter(recipient=reader).first()
    for part in ("Argue about things", "Please stay calm.", "Rude words.", "/portal/comments/appeal/"):
        assert part in letter.body, part
    [line] = comments_under(article, 0, 50)
    assert (line.state, line.shown_removals[0].rule) == (State.REMOVED, comments.rule())
    told = Event.objects.about(comment).first()
    assert (str(told), told.note, told.subject_text) == (
        "Comment removed",
        str(comments.rule()),
        f"{comment.pk}: A post",
    )
    with pytest.raises(Refused, match="not there any more"):
        remove_comment(comment, rule=comments.rule(), by=cast.sara, at=at)


def test_what_nobody_has_seen_leaves_no_line(cast, article, reader, at):
    remove_comment(comments.written(article, reader, at), rule=comments.rule(), by=cast.maja, at=at)
    assert comments_under(article, 0, 50) == []


def test_what_says_the_same_goes_with_it(cast, article, known, at):
    first = comments.written(article, known, at, text=LONG)
    second = comments.written(article, known, at, text=LONG)
    remove_comment(second, rule=comments.rule("repetition"), also=[first], by=cast.maja, at=at)
    assert set(Comment.objects.filter(text=LONG).values_list("state", flat=True)) == {State.REMOVED}
    assert Removal.objects.filter(rule__code="repetition").count() == 2


def test_a_report_leaves_the_comment_until_somebody_has_looked(cast, article, reader, at):
    comment = comments.public(cast, article, reader, at)
    facts = {"key": uuid4(), "rule": comments.rule("law"), "words": "Mine.", "origin": "o" * 64, "at": at}
    assert report_comment(comment, **facts) == report_comment(comment, **facts)
    comment.refresh_from_db()
    assert comment.state == State.PUBLISHED
    assert list(comments_to_look_at(cast.maja, at)) == [comment]
    publish_comment(comment, by=cast.maja, at=at)
    assert not comments_to_look_at(cast.maja, at).exists()
    with pytest.raises(Refused, match="Nothing waits"):
        publish_comment(comment, by=cast.maja, at=at)
    for number in range(19):
        report_comment(comment, **{**facts, "key": uuid4(), "words": str(number)})
    with pytest.raises(Refused, match="no more are taken"):
        report_comment(comment, **{**facts, "key": uuid4()})
    assert forget_origins(at=at + timedelta(hours=23)) == 20
    assert not CommentReport.objects.exclude(origin="").exists()


# --- Appeals ---------------------------------------------------------------------------------------------------------


def test_another_editor_decides_an_appeal(cast, article, reader, at):
    removal = comments.removed(cast, article, reader, at)
    with pytest.raises(NotAllowed):
        appeal_removal(removal, appeal="I am right.", by=cast.ingrid, at=at)
    appeal_removal(removal, appeal="I am right.", by=reader, at=at)
    with pytest.raises(Refused, match="appealed already"):
        appeal_removal(removal, appeal="Really.", by=reader, at=at)
    assert not comments_to_look_at(cast.maja, at).exists()
    assert list(comments_to_look_at(cast.sara, at)) == [removal.comment]
    with pytest.raises(Refused, match="another editor decides"):
        decide_appeal(removal, is_granted=False, answer="No.", by=cast.maja, at=at)
    decide_appeal(removal, is_granted=True, answer="You are.", by=cast.sara, at=at)
    removal.comment.refresh_from_db()
    assert removal.comment.state == State.PUBLISHED
    assert "public again" in Message.objects.filter(recipient=reader).first().body
    with pytest.raises(Refused, match="No appeal waits"):
        decide_appeal(removal, is_granted=False, answer="No.", by=cast.sara, at=at)


def test_of_two_who_decide_at_once_one_is_told(cast, article, reader, at):
    removal = comments.removed(cast, article, reader, at)
    stale = Removal.objects.get(pk=removal.pk)
    appeal_removal(removal, appeal="No.", by=reader, at=at)
    with pytest.raises(LostRace):
        appeal_removal(stale, appeal="Never.", by=reader, at=at)
    stale.refresh_from_db()
    decide_appeal(removal, is_granted=False, answer="It stays.", by=cast.sara, at=at)
    with pytest.raises(LostRace):
        decide_appeal(stale, is_granted=False, answer="It stays.", by=cast.helena, at=at)
    assert Message.objects.filter(recipient=reader, body__contains="stays removed").count() == 1


def test_where_there_is_no_other_editor_the_same_one_decides(cast, article, reader, at):
    removal = appeal_removal(comments.removed(cast, article, reader, at), appeal="No.", by=reader, at=at)
    for person in (cast.sara, cast.helena, cast.peter):
        for role in person.role_set.filter(kind__in=["officer", "head", "editor"]):
            role.delete()
    maja = User.objects.get(pk=cast.maja.pk)
    assert list(comments_to_look_at(maja, at)) == [removal.comment]
    decide_appeal(removal, is_granted=False, answer="It stays.", by=maja, at=at)
    assert "stays removed" in Message.objects.filter(recipient=reader).first().body


# --- Erasing ---------------------------------------------------------------------------------------------------------


def test_what_is_taken_back_is_erased(cast, article, reader, at):
    removal = comments.removed(cast, article, reader, at, text="Secretword.")
    with pytest.raises(NotAllowed):
        withdraw_comment(removal.comment, by=cast.maja, at=at)
    withdraw_comment(removal.comment, by=reader, at=at)
    assert not Message.objects.filter(body__contains="Secretword").exists()
    [line] = comments_under(article, 0, 50)
    assert (line.state, line.text, line.folded) == (State.WITHDRAWN, "", "")
    with pytest.raises(Refused, match="back already"):
        withdraw_comment(line, by=reader, at=at)


def everything_kept():
    """Return all that is stored of people, comments, letters and changes, as one text."""
    models = (User, EmailAddress, Commenter, Comment, Likeness, CommentReport, Removal, Message, Event)
    return "\n".join(str(row) for model in models for row in model.objects.values())


def test_erasing_an_account_leaves_nothing_personal(cast, article, known, at):
    words = {"name": "Quillon", "text": f"Zanzibarword. {LONG}"}
    comments.written(article, known, at, **words)
    removal = comments.removed(cast, article, known, at, **words)
    appeal_removal(removal, appeal="Zanzibarword!", by=known, at=at)
    decide_appeal(removal, is_granted=False, answer="Zanzibarword is not it.", by=cast.sara, at=at)
    assert "Zanzibarword" in everything_kept()
    erase_commenter(known.commenter, by=User.objects.get(pk=known.pk), at=at)
    left = everything_kept().lower()
    for word in ("reader@place.example", "quillon", "zanzibarword", "wells"):
        assert word not in left, word
    assert not User.objects.get(pk=known.pk).is_active
    assert {one.state for one in comments_under(article, 0, 50)} == {State.WITHDRAWN}
    assert open_account("reader@place.example", "en", at=at).pk != known.pk


def test_who_has_another_part_here_keeps_the_account(cast, article, at):
    comments.written(article, cast.ingrid, at, name="Ingrid B")
    erase_commenter(cast.ingrid.commenter, by=cast.ingrid, at=at)
    ingrid = User.objects.get(pk=cast.ingrid.pk)
    assert (ingrid.is_active, ingrid.email, ingrid.name) == (True, cast.ingrid.email, cast.ingrid.name)
    assert not Comment.objects.exclude(text="").exists()


def test_accounts_that_nobody_opens_are_gone_within_a_day(cast, article, at):
    opened, unopened = comments.reader(at=at), comments.reader("flood@place.example", at)
    EmailAddress.objects.filter(user=opened).update(verified=True)
    assert erase_unopened_accounts(at=at + timedelta(hours=23)) == 0
    assert erase_unopened_accounts(at=at + timedelta(hours=24)) == 1
    assert not User.objects.filter(pk=unopened.pk).exists()
    assert User.objects.filter(pk=opened.pk).exists()


def test_an_account_is_opened_once_and_an_invited_person_is_not_let_in(cast, at):
    assert comments.reader(at=at) == comments.reader("READER@place.example", at)
    User.objects.create_user("invited@place.example", name="I", is_active=False)
    assert open_account("invited@place.example", "en", at=at) is None
    assert open_account(cast.ingrid.email, "en", at=at) == cast.ingrid
    assert not hasattr(cast.ingrid, "commenter")
