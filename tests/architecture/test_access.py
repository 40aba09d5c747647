"""The access matrix: every address, opened by every member of the cast. An address without a row fails.

The rows stand in `access.txt`: a sign for each person, in the order of `PEOPLE`. `+` is the page (200), `>` a redirect,
`.` there is no such page for you (404), `x` you see it but may not do it (403), `!` it is no longer there (410).
A row is about a case that is paid and public; `@draft` and `@prepared` are about one at that stage.
"""

from pathlib import Path

import pytest
from django.db import connection
from django.template.backends.django import Template
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils.safestring import SafeString

from samverka.ground.outbox.models import Message
from samverka.newsroom.models import Publication
from samverka.newsroom.subscriptions.actions import begin_newsletter, send_newsletter
from samverka.stages.networks.actions import join_network, make_network
from tests.factories import (
    applications,
    calls,
    comments,
    corrections,
    decisions,
    enquiries,
    news,
    payments,
    projects,
)
from tests.factories.partnerships import steering_member

PEOPLE = [
    *("nobody", "stranger", "ingrid", "nils", "thato", "lorato", "amina"),
    *("eva", "samuel", "sara", "peter", "helena", "farid", "maja", "rolf"),
]
SIGNS = {200: "+", 301: ">", 302: ">", 404: ".", 403: "x", 410: "!"}
MATRIX = Path(__file__).with_name("access.txt")
OF_THE_LOG_IN_LIBRARY = (
    *("account_login", "account_logout", "account_inactive", "account_signup", "account_reauthenticate"),
    *("account_email", "account_email_verification_sent", "account_confirm_email", "account_confirm_login_code"),
    *("account_change_password", "account_set_password", "account_reset_password", "account_reset_password_done"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
)
TERMS = {
    "website:country-term": "BW",
    "website:goal-term": "17",
    "website:area-term": "education",
    "website:topic-term": "human_rights",
    "website:core_area-term": "equity",
    "website:network-term": "net",
    "website:year-term": "2026",
}
OF_ORGANISATIONS = ("portal:colleague-invite", "portal:colleague-invite-again", "portal:membership-end")


def addresses(resolver=None, space=""):
    """Yield the name of every address of ours, with its name space, and its pattern.

    Those of the newsroom are Wagtail's and stand in a list of their own, see `tests/newsroom/test_door.py`.
    """
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif not pattern.name.startswith("mfa_") and pattern.name not in OF_THE_LOG_IN_LIBRARY:
            yield f"{space}{pattern.name}", pattern


def rows():
    """Return the rows of the matrix: signs by name of address."""
    lines = MATRIX.read_text(encoding="utf-8").splitlines()
    return dict(line.split() for line in lines if line and not line.startswith("#"))


@pytest.fixture
def worlds(cast, at):
    """Return what fills in the addresses, for each stage of a case that the rows are about."""
    call = calls.open_call(cast, at)
    draft = applications.draft(cast, at, call=call)
    prepared = decisions.prepared(cast, at, call=call)
    paid = payments.paid(cast, at, report=None, call=call, amount=100_000_00)
    case = projects.public_case(cast, at, paid.case)
    assignment = case.agreement.decision.application.assignments.get(assessor=cast.eva)
    join_network(case.partnership, make_network(cast.programme, "Nät", "Net", by=None, at=at), by=None, at=at)
    report = corrections.reported(cast, at)
    enquiry = enquiries.sent(cast, at, proof="")
    for language in ("en", "sv"):  # An address is that of the language in which somebody last read.
        news.published(cast, language=language, title="A title", out_at=at)
        news.published(cast, Publication, language, title="A file", out_at=at, file=news.report_file())
        event = news.event(cast, at, language=language, title="A meeting", out_at=at)
    coming = news.registered(event.occasion, at)
    post = comments.post(cast, at)
    public = comments.public(cast, post, cast.stranger, at)
    removal = comments.removed(cast, post, cast.stranger, at, text="Something else.")
    newsletter = begin_newsletter(subject_en="Spring", words_en="Hello.", by=cast.maja, at=at)
    send_newsletter(newsletter, by=cast.maja, at=at)
    numbers = {
        "portal:comment-write": post.pk,
        "website:comment-report": public.pk,
        "portal:comment-appeal": removal.pk,
        "office:comment-appeal": removal.pk,
        "comment": removal.comment_id,
        "office:person": cast.ingrid.pk,
        "office:rule-set": cast.rule_set.pk,
        "office:message": Message.objects.first().pk,
        "assessment": assignment.pk,
        "error": report.pk,
        "website:error-receipt": report.key,
        "website:event-registration": coming.key,
        "occasion": coming.occasion_id,
        "registration": coming.pk,
        "enquiry": enquiry.pk,
        "website:contact-receipt": enquiry.key,
        "website:contact-confirm": enquiry.confirm_key,
        "correction": corrections.corrected(cast, at).pk,
        "newsletter": newsletter.pk,
        "issue": newsletter.issues.get().pk,
        "steering": steering_member(cast, at, case.partnership).pk,
    }
    shared = {
        "number": 1,
        "key": paid.key,
        "slugs": {
            "call": call.slug,
            "organisation": cast.exempelby.slug,
            "partnership": case.partnership.slug,
            "steering": case.partnership.slug,
            "article": "a-title",
            "publication": "a-file",
            "event": "a-meeting",
        },
        "numbers": numbers,
    }
    return {
        "": {**shared, "reference": case.reference},
        "draft": {**shared, "reference": draft.reference},
        "prepared": {**shared, "reference": prepared.application.reference},
    }


def test_every_address_has_a_row_and_every_row_an_address():
    assert {name.partition("@")[0] for name in rows()} == set(dict(addresses()))


def address_of(name, pattern, facts):
    """Return the address called `name`, with what its pattern asks for filled in from `facts`."""
    room = name.rpartition(":")[2].partition("-")[0]
    room = "organisation" if name in OF_ORGANISATIONS else room
    known = {
        **facts,
        "file": 1,
        "key": facts["numbers"].get(name, facts["key"]),
        "pk": facts["numbers"].get(name, facts["numbers"].get(room, 1)),
        "slug": facts["slugs"].get(room, facts["slugs"]["call"]),
        "organisation": facts["slugs"]["organisation"],
        "code": TERMS.get(name, ""),
        "section": "summary",
        "fingerprint": "0" * 64,
        "token": "unknown",
        "name": "unknown.webp",
    }
    return reverse(name, kwargs={key: known[key] for key in pattern.pattern.regex.groupindex})


def signs_of(name, worlds, clients):
    """Return one sign for each person who opens the address of a row.

    Where the session was not even read, nobody can have been told from anybody: such a page is opened by one person
    who is logged in, and by nobody.
    """
    name, _, stage = name.partition("@")
    address = address_of(name, dict(addresses())[name], worlds[stage])
    sign, is_for_everybody = opened(clients[PEOPLE[-1]], address)
    if is_for_everybody:
        return opened(clients["nobody"], address)[0] + sign * len(PEOPLE[1:])
    return "".join(opened(clients[person], address)[0] for person in PEOPLE[:-1]) + sign


def sign_of_one_who_may(name, signs, worlds, clients):
    """Return `signs` if the first whom they let in gets in: who may is not up to the database, but the page is."""
    name, _, stage = name.partition("@")
    first = next((place for place, sign in enumerate(signs) if sign == "+"), 0)
    address = address_of(name, dict(addresses())[name], worlds[stage])
    sign, _is_for_everybody = opened(clients[PEOPLE[first]], address)
    return signs[:first] + sign + signs[first + 1 :]


def opened(client, address):
    """Open an address; return the sign of the answer, and whether it is the same for everybody."""
    answer = client.get(address)
    answer.close()
    return SIGNS[answer.status_code], not answer.wsgi_request.session.accessed


@pytest.fixture
def nothing_drawn(monkeypatch):
    """Leave pages undrawn: who gets in is settled before, and drawing would take most of the time."""
    monkeypatch.setattr(Template, "render", lambda *_, **__: SafeString(""))


@pytest.mark.usefixtures("lasting_connection")
@pytest.mark.parametrize("face", ["portal:a", "portal:", "office:a", "office:", ""])
def test_everybody_gets_in_where_the_matrix_says_and_nowhere_else(worlds, cast, log_in, nothing_drawn, face):
    clients = {person: log_in(getattr(cast, person)) if person != "nobody" else Client() for person in PEOPLE}
    expected = {name: signs for name, signs in rows().items() if face_of(name) == face}
    if connection.vendor == "postgresql":
        assert {name: sign_of_one_who_may(name, signs, worlds, clients) for name, signs in expected.items()} == expected
    else:
        assert {name: signs_of(name, worlds, clients) for name in expected} == expected


def face_of(name):
    """Return which of the parts of the matrix a row belongs to: several, so that they can be tried side by side."""
    return next(part for part in ("portal:a", "portal:", "office:a", "office:", "") if name.startswith(part))
