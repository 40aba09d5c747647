"""Nothing that has not been cleared comes out, by whatever public address it is asked for.

Every text of every kind of record that must stay in holds marks, words that occur nowhere else: one that is searched
for (`…ask`) and one that must never be answered (`…tell`). What is cleared holds marks too, and those must come out:
otherwise nothing would have been proved. Addresses are read off the URL configuration, so new pages are tried as well.
"""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db.models import CharField, JSONField, SlugField, TextField
from django.urls import reverse

from samverka.ground.accounts.models import User
from samverka.ground.audit.models import Event
from samverka.ground.documents.actions import store_made
from samverka.ground.programme.models import CaseType, Country, ProjectArea, Tag
from samverka.newsroom.models import Occasion, Publication
from samverka.stages.networks.actions import join_network, make_network
from samverka.stages.organisations.models import Organisation, OrganisationName
from samverka.stages.partnerships.models import Partnership, Party, SteeringMember
from samverka.stages.payments.models import Payment
from samverka.stages.projects.actions import refresh_search_text, settle_publicity
from samverka.stages.projects.models import Case, CaseParty, Commitment
from samverka.stages.reports.models import ReportDocument
from tests.factories import (
    applications,
    assessments,
    calls,
    comments,
    corrections,
    decisions,
    enquiries,
    news,
    payments,
    projects,
)
from tests.website.public_addresses import LANGUAGES, OF_OURS, addresses, patterns, text_of

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
# Apps whose texts are public where their records are; and what is written for the public as it stands.
PUBLIC_APPS = {"newsroom", "programme", "catalogue", "calls", "networks", "partnerships", "organisations", "projects"}
PUBLIC_MODELS = {"corrections.Correction", "comments.Rule"}
# Not words but what the program reads: to mark it would break the record, not hide it.
NOT_TEXTS = {"media_type", "sha256", "content_hash", "token_hash", "page", "subject_kind", "subject_id", "what"}
NOT_TEXTS |= {"category_code", "parties_key", "identifier", "website", "password", "origin", "stamp", "fingerprint"}
# What is shorter is a code.
SHORTEST_TEXT = 60


# What only somebody with a key or a file opens.
WITH_A_KEY = {"logo", "picture", "account_invitation", "website:error-receipt", "website:event-registration"}
WITH_A_KEY |= {"website:comment-report", "website:contact-receipt", "website:contact-confirm"}
WITH_A_KEY |= {f"website:newsletter-{name}" for name in ("confirm", "mine", "unsubscribe")}


def ask(mark):
    """Return the word by which the marked text is searched for."""
    return f"{mark}ask"


def tell(mark):
    """Return the word that the marked text holds besides."""
    return f"{mark}tell"


def at_home(mark):
    """Return the mark of what a case without its place does show: its party at home."""
    return mark[::-1]  # So unlike the mark that no search takes one for a misspelling of the other.


def words(mark):
    return f"{ask(mark)} {tell(mark)}"


def mark_texts(record, mark):
    """Write the mark into every text of a record, whatever fields it has or gets."""
    for field in record._meta.concrete_fields:
        is_text = isinstance(field, CharField | TextField) and not isinstance(field, SlugField) and not field.choices
        is_long = field.max_length is None or field.max_length >= SHORTEST_TEXT
        if is_text and is_long and field.name not in NOT_TEXTS:
            text = f"{words(mark)} {record.pk}" if field.name != "email" else f"{tell(mark)}{record.pk}@place.example"
            setattr(record, field.name, text)
        elif isinstance(field, JSONField):
            setattr(record, field.name, marked(getattr(record, field.name), mark))
    type(record).objects.filter(pk=record.pk).update(
        **{
            field.attname: getattr(record, field.attname)
            for field in record._meta.concrete_fields
            if not field.primary_key
        }
    )


def marked(value, mark):
    """Return a stored content with every text marked, but for days, numbers and codes, which are of one word."""
    if isinstance(value, dict):
        return {name: marked(one, mark) for name, one in value.items()}
    if isinstance(value, list):
        return [marked(one, mark) for one in value]
    return words(mark) if isinstance(value, str) and " " in value else value


# --- What there is ---------------------------------------------------------------------------------------------------


def marked_case(cast, mark, **facts):
    """Return a case that holds the mark in each of its texts, and in all that is there because of it."""
    country = Country.objects.create(
        code=f"X{mark[-1].upper()}", alpha3=f"XX{mark[-1].upper()}", name_sv="-", name_en="-"
    )
    mark_texts(country, mark)
    abroad = marked_organisation(country, mark)
    home = marked_organisation(cast.programme.home_country, at_home(mark))
    partnership = Partnership.objects.create(
        programme=cast.programme, slug=ask(mark), parties_key=mark, title_sv="-", title_en="-", changed_at=AT
    )
    mark_texts(partnership, mark)
    for one in (home, abroad):
        Party.objects.create(partnership=partnership, organisation=one)
    for is_public, inside in ((True, mark), (False, "zqsilenty")):
        member = SteeringMember(partnership=partnership, organisation=abroad, name="-", is_public=is_public)
        member.save()
        mark_texts(member, inside)
    network = make_network(cast.programme, "-", f"{mark}-", by=None, at=AT)
    network.slug = f"net{ask(mark)}"
    network.save()
    mark_texts(network, mark)
    join_network(partnership, network, by=None, at=AT)
    case = Case.objects.create(
        programme=cast.programme,
        partnership=partnership,
        network=network,
        case_type=CaseType.objects.first(),
        reference=f"DEMO-2025-9{Case.objects.count():03}",
        state="recorded",
        start_year=2025,
        starts_on=AT.date(),
        ends_on=AT.date() + timedelta(days=300),
        published_at=AT - timedelta(days=9),
        changed_at=AT - timedelta(days=9),
    )
    mark_texts(case, mark)
    Case.objects.filter(pk=case.pk).update(**facts)
    case.refresh_from_db()
    case.countries.set([country])
    case.areas.set(ProjectArea.objects.all()[:1])
    tag = Tag.objects.create(code=f"tag{ask(mark)}", name_sv="-", name_en="-")
    mark_texts(tag, mark)
    case.tags.set([tag])
    for position, one in enumerate((home, abroad)):
        CaseParty.objects.create(case=case, organisation=one, is_home=one == home, position=position)
    promised = Commitment.objects.create(case=case, amount=777_00, currency="SEK", committed_on=AT.date())
    mark_texts(promised, mark)
    refresh_search_text(case)
    settle_publicity(case, at=AT)
    return case


def marked_organisation(country, mark):
    kind = Organisation.objects.first().type
    one = Organisation.objects.create(slug=ask(mark), type=kind, country=country, is_fictional=True, changed_at=AT)
    mark_texts(one, mark)
    OrganisationName.objects.create(organisation=one, text=words(mark), spelling=words(mark), kind="former")
    return one


REASONS = {"withdrawn_reason_sv": "Dubblett.", "withdrawn_reason_en": "A duplicate."}
# What never comes out, and is not counted either.
KEPT_BACK = {
    "zqunpublishedq": {"published_at": None},
    "zqembargoedr": {"embargo_until": AT + timedelta(minutes=1)},
    "zqwithdrawnt": {"withdrawn_at": AT, **REASONS},
}


def keep_back(cast, call):
    """Make everything that no public page may tell or count; what was applied for belongs to `call`."""
    for mark, facts in KEPT_BACK.items():
        marked_case(cast, mark, **facts)
    mark_texts(applications.draft(cast, AT, call=call), "zqdraft")
    mark_texts(calls.drafted_call(cast, AT), "zqdraftcall")
    decisions.rejected(cast, AT, assessments.scored(cast, AT, applications.submitted(cast, AT, call=call)))
    corrections.reported(cast, AT)
    enquiries.sent(cast, AT)
    written = {"title": words("zqarticle"), "lead": words("zqarticle"), "body": [("heading", words("zqarticle"))]}
    news.draft(cast, **written)
    news.published(cast, out_at=AT + timedelta(minutes=1), **written)


def mark_the_office(mark):
    """Mark every text that partners, assessors and office write to each other, and everything about people."""
    for model in OF_OURS:
        if model._meta.app_label not in PUBLIC_APPS and model._meta.label not in PUBLIC_MODELS and model != Event:
            for record in model.objects.all():
                mark_texts(record, mark)
    # What has been recorded cannot be changed.
    Event.objects.create(at=AT, what=words(mark), subject_text=words(mark), details={"reason": words(mark)})


def name_them_all(cast):
    """Publish an article in each language that names every case and organisation, whoever may see them."""
    cases, places = list(Case.objects.all()), list(Organisation.objects.filter(slug__startswith="zq"))
    awards = [{"case": case, "decision": None, "recipient": place} for case, place in zip(cases, places, strict=False)]
    body = [("awards", {"awards": awards})]
    body += [("case", case) for case in cases] + [("organisation", place) for place in places]
    for language in LANGUAGES:
        news.overridden(cast, body, language=language, title="Everything", organisations=places)


@pytest.fixture
def journey(cast):
    """Return the public case of a whole journey, applied for to paid; from then on the clock stands still."""
    paid = payments.paid(cast, AT)
    case = projects.public_case(cast, AT, case=paid.case)
    corrections.corrected(cast, AT)
    # A file that nobody has cleared.
    file = store_made(b"zqofficetell", "guide.pdf", "application/pdf", by=cast.ingrid, at=AT)
    ReportDocument.objects.create(report=paid.report, document=file)
    join_network(case.partnership, make_network(cast.programme, "Nät", "Net", by=None, at=AT), by=None, at=AT)
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    Case.objects.filter(pk=case.pk).update(**days)
    Payment.objects.update(paid_on=AT.date())  # No file tells of a payment that is still to come.
    with time_machine.travel(AT, tick=False):
        for language in LANGUAGES:
            news.published(cast, language=language, title="One piece of news")
            # Readers see that one comment was there and is gone, and nothing of what waits.
            post = comments.post(cast, AT, language=language, title="One post", takes_comments=True)
            comments.removed(cast, post, cast.stranger, AT, text="This was here.")
            comments.written(post, cast.amina, AT, text="This waits.")
            news.published(cast, Publication, language, title="One report", file=news.report_file())
            news.event(cast, AT, language=language, title="One event")
        yield case


# --- The walk --------------------------------------------------------------------------------------------------------


def everything_public(client, asked=(), languages=("en",)):
    """Yield (address, text) of every public page, and of every page without a record once more for each choice."""
    known = dict(patterns())
    for name, address in addresses(languages):
        answer = client.get(address)
        if answer.status_code == 200:
            yield address, text_of(answer)
        elif answer.status_code == 410:
            yield f"gone: {address}", text_of(answer)
        else:
            assert answer.status_code in {301, 302, 304, 404}, (address, answer.status_code)
        # Asked in one language only: the others read the same rows.
        if answer.status_code == 200 and not known[name].pattern.regex.groupindex and not address.startswith("/sv/"):
            for query in asked:
                more = client.get(address, query)
                assert more.status_code in {200, 301, 302, 404}, (address, query)
                yield f"{address} {query}", text_of(more)


def choices(marks):
    """Yield what the pages are asked for: each mark as words, and all of them as every kind of choice."""
    for mark in marks:
        yield {"q": ask(mark)}
    yield {"home": [ask(mark) for mark in marks]}
    yield {"partner": [ask(mark) for mark in marks]}
    yield {"country": [f"X{mark[-1].upper()}" for mark in marks]}
    yield {"network": [f"net{ask(mark)}" for mark in marks]}
    yield {"tag": [f"tag{ask(mark)}" for mark in marks]}


def status_of(client, address):
    answer = client.get(address)
    answer.close()  # A file is open until then.
    return answer.status_code


def test_the_walk_meets_every_kind_of_public_page(client, journey, lasting_connection):
    ReportDocument.objects.update(is_public=True)
    seen = {name for name, address in addresses(["sv"]) if status_of(client, address) in {200, 301, 302}}
    assert set(dict(patterns())) - seen <= WITH_A_KEY


def test_nothing_uncleared_comes_out(client, cast, journey):
    keep_back(cast, journey.agreement.decision.application.call)
    marked_case(cast, "zqcountedu", shown="nothing", shown_reason="x")
    hidden = marked_case(cast, "zqplacelessv", shown="no_place", shown_reason="x")
    cleared = marked_case(cast, "zqclearedw")
    name_them_all(cast)
    names = {user.name for user in User.objects.all()} | {user.email for user in User.objects.all()}
    mark_the_office("zqoffice")
    submission = journey.agreement.decision.submission
    # What is planned is public; how many take part is not.
    for activity in submission.content["activities"]:
        activity["title"] = words("zqactivity")
    submission.save()

    secret = [*KEPT_BACK, "zqcountedu", "zqplacelessv", "zqdraft", "zqdraftcall", "zqoffice", "zqsilenty", "zqarticle"]
    news.registered(Occasion.objects.get(), AT, words("zqguest"), email="zqguesttell@guest.example")
    secret.append("zqguest")
    secret += [at_home(mark) for mark in (*KEPT_BACK, "zqcountedu")]
    asked = list(choices([*KEPT_BACK, "zqcountedu", "zqplacelessv", "zqoffice", "zqsilenty"]))
    texts = dict(everything_public(client, asked, LANGUAGES))

    for address, text in texts.items():
        for mark in secret:
            assert tell(mark) not in text.lower(), (address, mark)
        for name in names:
            assert name not in text, (address, name)
        emails = set(re.findall(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", text))
        assert emails <= {cast.programme.owner.email}, (address, emails)

    told = "\n".join(texts.values())
    for mark in ("zqclearedw", at_home("zqclearedw"), at_home("zqplacelessv"), "zqactivity"):
        assert tell(mark) in told, mark
    for mark in secret:
        for word in (ask(mark), f"net{ask(mark)}"):
            reached = [address for address in texts if f"/{word}/" in address and not address.startswith("gone")]
            assert not reached, mark
    assert hidden.reference in told
    for language in ("en", "sv"):
        found = [text for address, text in texts.items() if cleared.reference in address and f"/{language}/" in address]
        assert all(tell("zqclearedw") in text for text in found)
        assert found


def test_no_search_finds_a_case_by_its_hidden_place(client, cast, journey):
    hidden = marked_case(cast, "zqplacelessv", shown="no_place", shown_reason="x")
    for name, pattern in patterns():
        if not pattern.pattern.regex.groupindex and name.startswith("website:") and name != "website:home":
            address = reverse(name)
            for query in choices(["zqplacelessv"]):
                text = text_of(client.get(address, query))
                rest = client.get(address, {next(iter(query)): "nothing-of-the-kind"})
                assert (hidden.reference in text) == (hidden.reference in text_of(rest)), (address, query)


def test_no_count_tells_of_what_is_kept_back(client, cast, journey):
    """Every public page reads the same, to the letter, with and without the records that must not come out."""
    before = {address: without_times(text) for address, text in everything_public(client)}
    keep_back(cast, journey.agreement.decision.application.call)
    after = dict(everything_public(client))
    for address, text in before.items():
        assert without_times(after[address]) == text, address
    more = {address for address in after if address not in before}
    assert all(address.startswith("gone: ") for address in more), more


def without_times(text):
    """Return the text without what only says when it was made, for whom, and which version it is."""
    text = re.sub(r'(?s)((name="csrfmiddlewaretoken"|name="slip")\s+value|data-key)="[^"]+"', "", text)
    return re.sub(r"(?im)^(etag|last-modified|expires|date):.*$", "", text)


def test_what_is_counted_but_not_shown_changes_sums_only(client, cast, journey):
    shown = dict(everything_public(client))
    marked_case(cast, "zqcountedu", shown="nothing", shown_reason="x")
    now = dict(everything_public(client))
    assert now.keys() == shown.keys()
    # As a number of its own: it may well stand inside a random key.
    assert re.search(r"\b777\b", "\n".join(now.values()))
    assert not re.search(r"\b777\b", "\n".join(shown.values()))
