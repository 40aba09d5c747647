"""How mails leave: to everybody, to nobody twice, whatever is killed; and what becomes of those that come back."""

import io
import smtplib
import sys
from datetime import timedelta
from email.message import EmailMessage
from types import SimpleNamespace

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from samverka.ground.audit.models import Event
from samverka.ground.common.refusals import NotAllowed, Refused
from samverka.newsroom.subscriptions import links, sending
from samverka.newsroom.subscriptions.actions import (
    begin_newsletter,
    change_newsletter,
    discard_newsletter,
    end_subscription,
    erase_old_subscriptions,
    send_newsletter,
    stop_issue,
)
from samverka.newsroom.subscriptions.bounces import is_dead, returned_in, status_in, without_addresses
from samverka.newsroom.subscriptions.models import Delivery, Issue, Subscription
from samverka.newsroom.subscriptions.queries import progress_of
from samverka.newsroom.subscriptions.sending import CUT_OFF, WAIT, send_some
from samverka.newsroom.subscriptions.states import IssueState, NewsletterState, State
from samverka.newsroom.subscriptions.tasks import ask_for_sending, send_issue
from tests.factories.subscriptions import subscribed, told

NAMES = [f"{number}@elsewhere.example" for number in range(7)]


@pytest.fixture
def issue(cast, at):
    """Return a newsletter on its way to seven readers."""
    subscribed(at, *NAMES)
    newsletter = begin_newsletter(subject_en="Spring", words_en="Hello, all of you.", by=cast.maja, at=at)
    return send_newsletter(newsletter, by=cast.maja, at=at).issues.get()


def run(issue, at, most=3):
    """Send until it is finished or has to wait, in batches of `most`."""
    for _ in range(20):
        wait = send_some(issue.pk, at=at, most=most)
        if wait != timedelta():
            return wait
    raise AssertionError("It does not end.")


def sent_to(outbox):
    return sorted(mail.to[0] for mail in outbox)


def states(issue):
    return sorted(Delivery.objects.filter(issue=issue).values_list("state", flat=True))


# --- To everybody once -----------------------------------------------------------------------------------------------


def test_everybody_gets_one_and_then_it_is_finished(issue, at, mailoutbox):
    assert run(issue, at) is None
    assert sent_to(mailoutbox) == NAMES
    issue.refresh_from_db()
    assert (issue.state, issue.finished_at, states(issue)) == (IssueState.SENT, at, ["sent"] * 7)
    assert run(issue, at) is None
    assert len(mailoutbox) == 7


def test_each_has_links_of_its_own_and_the_headers_of_one_click(issue, at, mailoutbox, settings):
    settings.BOUNCE_ADDRESS = "returned@owner.example"
    run(issue, at)
    for mail in mailoutbox:
        one = Subscription.objects.get(email=mail.to[0])
        message = mail.message()
        unsubscribe = links.address_of(links.UNSUBSCRIBE, "en", one.key)
        assert message["List-Unsubscribe"] == f"<{unsubscribe}>"
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert message["Precedence"] == "bulk"
        assert message["List-Id"] == "<newsletter.127.0.0.1>"
        assert "Auto-Submitted" not in message
        assert unsubscribe in mail.body
        assert links.address_of(links.MINE, "en", one.key) in mail.body
        name = links.mail_name(Delivery.objects.get(subscription=one).pk)
        assert mail.from_email == f"returned+{name}@owner.example"
        assert message["Message-ID"] == f"<{name}@127.0.0.1>"
        assert "returned" not in message["From"]
        first, second = message.get_payload()
        assert (first.get_content_type(), second.get_content_type()) == ("text/plain", "text/html")
    assert len({mail.body for mail in mailoutbox}) == 7


def test_a_digest_says_that_it_was_made_by_itself(cast, at, mailoutbox):
    from samverka.newsroom.subscriptions.actions import compose_due_digests
    from samverka.newsroom.subscriptions.rules import slot_after

    subscribed(at, NAMES[0])
    told(cast, at + timedelta(hours=1))
    slot = slot_after("weekly", at)
    [number] = compose_due_digests(at=slot)
    send_some(number, at=slot)
    assert mailoutbox[0].message()["Auto-Submitted"] == "auto-generated"


class Killed(BaseException):
    """What ends a process without asking."""


@pytest.mark.parametrize("place", range(7))
@pytest.mark.parametrize("is_after", [False, True])
def test_a_killed_worker_leaves_one_mail_in_doubt_and_nobody_gets_two(
    issue, at, mailoutbox, monkeypatch, place, is_after
):
    handed, real = [], EmailBackend.send_messages

    def send(self, messages):
        handed.append(messages)
        if len(handed) == place + 1 and not is_after:
            raise Killed
        real(self, messages)
        if len(handed) == place + 1:
            raise Killed

    monkeypatch.setattr(EmailBackend, "send_messages", send)
    monkeypatch.setattr(sending, "_note_taken", _dead_after(sending._note_taken, handed, place))
    with pytest.raises(Killed):
        run(issue, at)
    monkeypatch.undo()
    assert run(issue, at + timedelta(seconds=1)) == WAIT
    later = at + CUT_OFF
    assert run(issue, later) is None
    arrived = sent_to(mailoutbox)
    assert len(arrived) == len(set(arrived)) == 7 - (not is_after)
    assert states(issue) == ["sent"] * 6 + ["unknown"]
    issue.refresh_from_db()
    assert issue.state == IssueState.SENT


def _dead_after(real, handed, place):
    def note(number):
        if len(handed) <= place:
            real(number)

    return note


def test_two_workers_with_one_issue_send_to_nobody_twice(issue, at, mailoutbox):
    first = list(sending.readers_of(issue, at, 7))
    mail = sending.mail_of(issue, at)
    connection = sending.get_connection()
    assert send_some(issue.pk, at=at, most=4) == timedelta()
    assert sending._hand_over(issue, mail, first, connection, at)
    assert sent_to(mailoutbox) == NAMES
    assert states(issue) == ["sent"] * 7


def test_who_ends_it_while_it_is_sent_gets_none_and_who_joins_then_neither(issue, at, mailoutbox, monkeypatch):
    readers = list(sending.readers_of(issue, at, 7))
    end_subscription(Subscription.objects.get(email=NAMES[5]), at=at)
    Subscription.objects.get(email=NAMES[6]).delete()
    subscribed(at + timedelta(hours=2), "late@elsewhere.example")
    monkeypatch.setattr(sending, "readers_of", lambda *_: readers)
    send_some(issue.pk, at=at)
    monkeypatch.undo()
    assert run(issue, at) is None
    assert sent_to(mailoutbox) == NAMES[:5]


def test_the_office_stops_it_in_the_middle(issue, cast, at, mailoutbox):
    send_some(issue.pk, at=at, most=3)
    with pytest.raises(NotAllowed):
        stop_issue(Issue.objects.get(), reason="Wrong", by=cast.ingrid, at=at)
    stop_issue(Issue.objects.get(), reason="A wrong word", by=cast.maja, at=at)
    assert send_some(issue.pk, at=at) is None
    assert len(mailoutbox) == 3
    assert Event.objects.get(what="Sending stopped").details["reason"] == "A wrong word"
    with pytest.raises(Refused):
        stop_issue(Issue.objects.get(), reason="Again", by=cast.maja, at=at)


def test_a_worker_takes_batch_after_batch_and_house_keeping_asks_once(issue, mailoutbox):
    call_command("tend_subscriptions", verbosity=0)
    assert ask_for_sending() == 0
    assert DBTaskResult.objects.get().priority < 0
    send_issue.call(issue.pk)
    assert len(mailoutbox) == 7
    assert DBTaskResult.objects.count() == 2
    send_issue.call(issue.pk)
    assert DBTaskResult.objects.count() == 2
    DBTaskResult.objects.all().delete()
    assert ask_for_sending() == 0


# --- A mail server that says no --------------------------------------------------------------------------------------


def refusing(monkeypatch, wrong):
    """Let the mail server answer with `wrong` (failures by address)."""
    real = EmailBackend.send_messages

    def send(self, messages):
        if failure := wrong.get(messages[0].to[0]):
            raise failure
        return real(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send)


def test_what_is_said_of_one_address_stops_nobody_else(issue, at, mailoutbox, monkeypatch):
    gone, busy = NAMES[1], NAMES[2]
    wrong = {
        gone: smtplib.SMTPRecipientsRefused({gone: (550, f"5.1.1 <{gone}>: no such user".encode())}),
        busy: smtplib.SMTPRecipientsRefused({busy: (450, b"4.2.0 try later")}),
        NAMES[3]: ValueError("Header values can't contain newlines"),
    }
    refusing(monkeypatch, wrong)
    assert run(issue, at) == WAIT
    del wrong[busy]
    assert run(issue, at + WAIT) is None
    assert sent_to(mailoutbox) == [NAMES[0], busy, *NAMES[4:]]
    refused = Delivery.objects.get(subscription__email=gone)
    assert (refused.state, refused.status, refused.is_for_good) == ("refused", "5.1.1", True)
    assert refused.diagnosis == "5.1.1 …: no such user"
    assert Subscription.objects.get(email=gone).bounces == 1
    numbers = progress_of([issue])[issue.pk]
    assert (numbers.sent, numbers.refused, numbers.bounced) == (5, 2, 0)


def test_trouble_of_the_server_is_waited_for(issue, at, mailoutbox, monkeypatch):
    wrong = {NAMES[2]: smtplib.SMTPDataError(451, b"try later")}
    refusing(monkeypatch, wrong)
    assert run(issue, at) == WAIT
    assert len(mailoutbox) == 2
    wrong.clear()
    assert run(issue, at + WAIT) is None
    assert sent_to(mailoutbox) == NAMES
    assert not Subscription.objects.exclude(bounces=0).exists()


def test_a_server_that_is_away_holds_nothing_in_hand(issue, at, mailoutbox, monkeypatch):
    def away(self):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "open", away)
    assert run(issue, at) == WAIT
    monkeypatch.undo()
    assert run(issue, at) is None
    assert sent_to(mailoutbox) == NAMES


def test_a_line_that_is_cut_leaves_one_in_doubt(issue, at, mailoutbox, monkeypatch):
    wrong = {NAMES[2]: smtplib.SMTPServerDisconnected("Connection unexpectedly closed")}
    refusing(monkeypatch, wrong)
    assert run(issue, at) == WAIT
    assert run(issue, at) is None
    assert sent_to(mailoutbox) == [*NAMES[:2], *NAMES[3:]]
    assert states(issue) == ["sent"] * 6 + ["unknown"]


# --- Mails that come back --------------------------------------------------------------------------------------------


def report_for(delivery, *, action="failed", status="5.1.1", to="", inner=True):
    """Return a report as mail servers send it (RFC 3464)."""
    name = links.mail_name(delivery.pk)
    lines = [
        "From: Mail Delivery System <mailer-daemon@mx.example>",
        f"To: {to or f'returned+{name}@owner.example'}",
        "Subject: Undelivered Mail Returned to Sender",
        "MIME-Version: 1.0",
        "Auto-Submitted: auto-replied",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        "",
        "--b",
        "Content-Type: text/plain",
        "",
        "I am sorry. The user is unknown, 5.7.1, failed.",
        "",
        "--b",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.example",
        "",
        "Final-Recipient: rfc822; 1@elsewhere.example",
        f"Action: {action}",
        f"Status: {status}",
        "Diagnostic-Code: smtp; 550 5.1.1 <1@elsewhere.example>: user unknown",
        "",
        "--b",
    ]
    lines += [
        "Content-Type: message/rfc822",
        "",
        f"Message-ID: <{name}@127.0.0.1>",
        "Subject: Spring",
        "",
        "Hello",
        "",
        "--b--",
    ]
    return "\r\n".join(lines if inner else [*lines[:-8], "--b--"]).encode()


@pytest.fixture
def delivery(issue, at):
    run(issue, at)
    return Delivery.objects.get(subscription__email=NAMES[1])


def fed(monkeypatch, raw, *arguments):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    said = io.StringIO()
    call_command("read_bounce", *arguments, stdout=said)
    return said.getvalue()


def test_a_returned_mail_is_noted_once_without_the_address(delivery, monkeypatch):
    raw = report_for(delivery)
    assert "Noted: 5.1.1" in fed(monkeypatch, raw)
    assert "nothing was noted" in fed(monkeypatch, raw)
    delivery.refresh_from_db()
    assert (delivery.is_for_good, delivery.status) == (True, "5.1.1")
    assert delivery.diagnosis == "550 5.1.1 …: user unknown"
    assert Subscription.objects.get(email=NAMES[1]).bounces == 1


@pytest.mark.parametrize("place", ["in the address of return", "in the mail inside", "told by the server"])
def test_it_is_known_by_any_mark_of_ours(delivery, place):
    name = links.mail_name(delivery.pk)
    to = "" if place == "in the address of return" else "postmaster@owner.example"
    recipient = f"returned+{name.upper()}@owner.example" if place == "told by the server" else ""
    raw = report_for(delivery, to=to, inner=place == "in the mail inside")
    assert returned_in(raw, recipient).delivery == delivery.pk


def test_three_that_came_back_for_good_stop_a_subscription_and_late_ones_do_not(cast, delivery, at, monkeypatch):
    assert "Noted" in fed(monkeypatch, report_for(delivery, action="delayed", status="4.4.1"))
    assert "Noted" in fed(monkeypatch, report_for(delivery, status="5.7.1"))
    one = delivery.subscription
    one.refresh_from_db()
    assert (one.bounces, one.state) == (0, State.ACTIVE)
    fed(monkeypatch, report_for(delivery))
    for number in (2, 3):
        newsletter = begin_newsletter(subject_en=f"No. {number}", words_en="Hello.", by=cast.maja, at=at)
        issue = send_newsletter(newsletter, by=cast.maja, at=at).issues.get()
        run(issue, at)
        fed(monkeypatch, report_for(Delivery.objects.get(issue=issue, subscription=one)))
    one.refresh_from_db()
    assert (one.bounces, one.state) == (3, State.STOPPED)
    assert Subscription.objects.active().count() == 6


def test_nothing_is_made_up_of_what_is_no_report(delivery, monkeypatch):
    plain = EmailMessage()
    plain["To"] = f"returned+{links.mail_name(delivery.pk)}@owner.example"
    plain["Subject"] = "Undeliverable: failed 5.1.1"
    plain.set_content("Action: failed\nStatus: 5.1.1\n")
    forged = report_for(delivery).replace(links.mail_name(delivery.pk).encode(), b"1-0123456789abcdef")
    odd = [b"", b"\xff\xfe\x00", b"Content-Type: multipart/report\r\n\r\n", report_for(delivery, status="unknown")]
    odd += [report_for(delivery, action="relayed"), report_for(delivery).replace(b"--b", b"--c")]
    odd += [report_for(delivery)[:400], b"To: =?\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b\r\n\r\n--b--"]
    for raw in (bytes(plain), forged, *odd):
        assert "nothing was noted" in fed(monkeypatch, raw)
    delivery.refresh_from_db()
    assert (delivery.bounced_at, Subscription.objects.filter(bounces__gt=0).exists()) == (None, False)


@pytest.mark.parametrize(
    ("code", "said", "status", "is_for_good"),
    [
        (550, "5.1.1 no such user", "5.1.1", True),
        (550, "no such user", "5.1.1", True),
        (552, "5.2.2 mailbox full", "5.2.2", False),
        (550, "5.7.1 blocked by policy", "5.7.1", False),
        (554, "rejected", "5.7.0", False),
        (450, "greylisted", "4.0.0", False),
        (550, "5.2.1 disabled", "5.2.1", True),
    ],
)
def test_only_what_is_said_of_the_address_counts_against_it(code, said, status, is_for_good):
    assert status_in(code, said) == status
    assert is_dead(status) == is_for_good


def test_addresses_are_taken_out_of_what_servers_say():
    assert without_addresses("550 <a.b+c@d.example>:\r\n unknown to x@y.example!") == "550 …: unknown to …"


def test_after_a_month_only_the_numbers_are_kept(issue, delivery, at, monkeypatch):
    fed(monkeypatch, report_for(delivery))
    before = progress_of([issue])[issue.pk]
    assert erase_old_subscriptions(at=at + timedelta(days=29)) == 0
    assert Delivery.objects.count() == 7
    erase_old_subscriptions(at=at + timedelta(days=31))
    assert not Delivery.objects.exists()
    issue.refresh_from_db()
    assert progress_of([issue])[issue.pk] == before
    assert (before.sent, before.bounced) == (7, 1)


# --- What the office writes ------------------------------------------------------------------------------------------


def test_a_newsletter_goes_out_in_each_language_that_has_something(cast, at, mailoutbox):
    subscribed(at, "en@elsewhere.example")
    subscribed(at, "sv@elsewhere.example", language="sv", frequency="daily", kinds=[])
    subscribed(at, "alerts@elsewhere.example", wants_letter=False)
    articles = [told(cast, at, language=code, title=f"In {code}") for code in ("en", "sv")]
    newsletter = begin_newsletter(subject_en="Spring", articles=articles, by=cast.maja, at=at)
    with pytest.raises(Refused, match="Write a subject"):
        send_newsletter(newsletter, by=cast.maja, at=at)
    change_newsletter(newsletter, subject_en="Spring", subject_sv="Vår", articles=articles, by=cast.maja, at=at)
    send_newsletter(newsletter, by=cast.maja, at=at)
    for issue in newsletter.issues.all():
        run(issue, at)
    assert {mail.to[0]: mail.subject for mail in mailoutbox} == {
        "en@elsewhere.example": "Spring",
        "sv@elsewhere.example": "Vår",
    }
    assert ["In sv" in mail.body for mail in mailoutbox if mail.subject == "Vår"] == [True]
    for action in (send_newsletter, discard_newsletter):
        with pytest.raises(Refused):
            action(newsletter, by=cast.maja, at=at)


def test_an_empty_one_is_refused_and_a_draft_can_be_discarded(cast, at):
    newsletter = begin_newsletter(subject_en="Nothing", by=cast.maja, at=at)
    with pytest.raises(Refused, match="empty"):
        send_newsletter(newsletter, by=cast.maja, at=at)
    with pytest.raises(NotAllowed):
        discard_newsletter(newsletter, by=cast.eva, at=at)
    assert discard_newsletter(newsletter, by=cast.maja, at=at).state == NewsletterState.DISCARDED
