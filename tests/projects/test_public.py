"""Which cases the public sees, and how much of each."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from samverka.ground.audit.models import Event
from samverka.ground.common.refusals import NotAllowed, Refused
from samverka.ground.outbox.models import Message
from samverka.stages.organisations.models import Organisation
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects.actions import (
    change_what_is_shown,
    publish_case,
    unpublish_case,
    withdraw_case,
)
from samverka.stages.projects.actions.publishing import end_embargo
from samverka.stages.projects.models import Case, Shown
from samverka.stages.projects.queries import cases_found
from tests.factories import projects

HOUR = timedelta(hours=1)
REASONS = {"withdrawn_reason_sv": "Fel ärende.", "withdrawn_reason_en": "The wrong case."}


@pytest.fixture
def case(cast, at):
    return projects.public_case(cast, at)


def change(case, **facts):
    Case.objects.filter(pk=case.pk).update(**facts)


@pytest.mark.parametrize(
    ("facts", "is_public", "is_counted"),
    [
        ({}, True, True),
        ({"published_at": None}, False, False),
        ({"shown": Shown.NO_PLACE}, True, True),
        ({"shown": Shown.NOTHING}, False, True),
    ],
)
def test_what_is_public_and_what_is_counted(case, at, facts, is_public, is_counted):
    change(case, **facts)
    assert Case.objects.public(at).exists() is is_public
    assert Case.objects.public().exists() is is_public
    assert Case.objects.counted(at).exists() is is_counted


def test_a_withdrawn_case_is_neither_public_nor_counted(case, at):
    change(case, withdrawn_at=at, **REASONS)
    assert not Case.objects.public(at).exists()
    assert not Case.objects.counted(at).exists()


def test_no_case_is_withdrawn_without_a_reason_in_both_languages(case, at):
    for name in REASONS:
        with pytest.raises(IntegrityError), transaction.atomic():
            change(case, withdrawn_at=at, **{**REASONS, name: ""})


def test_an_embargo_ends_at_its_moment(case, at):
    change(case, embargo_until=at + HOUR)
    assert not Case.objects.public(at).exists()
    assert not Case.objects.counted(at).exists()
    assert Case.objects.public(at + HOUR).exists()
    assert Case.objects.counted(at + HOUR).exists()


def test_a_case_without_its_place_says_its_kind_year_and_reference_only(case, cast):
    assert case.public_title == case.title
    assert {party.organisation for party in case.public_parties} == {cast.exempelby, cast.sekao}
    assert [country.code for country in case.public_countries] == ["BW"]
    assert Case.objects.public().with_place().exists()

    case.shown = Shown.NO_PLACE
    case.save()

    assert not Case.objects.public().with_place().exists()
    assert not case.shows_place
    with translation.override("sv"):
        assert case.public_title == case.public_title_sv
    assert case.public_title_en == f"{case.case_type.name_en}, {case.start_year}, {case.reference}"
    assert case.public_title_sv == f"{case.case_type.name_sv}, {case.start_year}, {case.reference}"
    assert (case.public_summary_sv, case.public_summary_en) == ("", "")
    assert [party.organisation for party in case.public_parties] == [cast.exempelby]
    assert case.public_countries == []


# --- The decisions ---------------------------------------------------------------------------------------------------


def told():
    return set(Message.objects.values_list("recipient", flat=True))


def test_withdrawing_hides_what_nothing_else_shows_and_tells_the_parties(cast, at):
    first = projects.public_case(cast, at)
    second = projects.public_case(cast, at, parties=3)
    Message.objects.all().delete()

    withdraw_case(second, reason_sv="En part bad om det.", reason_en="A party asked.", by=cast.sara, at=at)

    assert list(Case.objects.public()) == [first]
    assert set(Organisation.objects.public()) == {cast.exempelby, cast.sekao}
    assert list(Partnership.objects.public()) == [first.partnership]
    assert Event.objects.about(second).first().details["reason"] == "A party asked."
    assert {cast.ingrid.pk, cast.thato.pk, cast.amina.pk} <= told()
    bodies = dict(Message.objects.values_list("recipient", "body"))
    assert "En part bad om det." in bodies[cast.ingrid.pk]
    assert "A party asked." in bodies[cast.thato.pk]
    with pytest.raises(Refused):
        withdraw_case(second, reason_sv="Igen", reason_en="Again", by=cast.sara, at=at)


def test_a_withdrawn_case_is_published_again_with_all_that_hangs_on_it(case, cast, at):
    withdraw_case(case, reason_sv="Fel.", reason_en="Wrong.", by=cast.sara, at=at)
    assert not Organisation.objects.public().exists()
    Message.objects.all().delete()

    publish_case(case, by=cast.sara, at=at + HOUR)

    again = Case.objects.public().get()
    assert (again.withdrawn_at, again.withdrawn_reason_sv, again.withdrawn_reason_en) == (None, "", "")
    assert again.published_at == at + HOUR
    assert set(Organisation.objects.public()) == {cast.exempelby, cast.sekao}
    assert cast.ingrid.pk in told()
    assert Event.objects.about(case).first().what == "Case published again"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"reason_sv": " ", "reason_en": "Why"}, "in Swedish"),
        ({"reason_sv": "Varför", "reason_en": ""}, "in English"),
        ({"reason_sv": "Varför", "reason_en": "Ask a@b.example"}, "e-mail address"),
    ],
)
def test_everybody_reads_a_good_reason(case, cast, at, facts, sentence):
    with pytest.raises(Refused, match=sentence):
        withdraw_case(case, **facts, by=cast.sara, at=at)
    assert Case.objects.public().exists()


@pytest.mark.parametrize("who", ["maja", "farid", "ingrid", "rolf"])
def test_withdrawing_is_for_officers_and_head(case, cast, at, who):
    with pytest.raises(NotAllowed):
        withdraw_case(case, reason_sv="Fel.", reason_en="Wrong.", by=getattr(cast, who), at=at)


def test_an_embargo_keeps_everything_back_until_it_ends(cast, at):
    case = projects.running_case(cast, at)
    Message.objects.all().delete()

    publish_case(case, embargo_until=at + HOUR, by=cast.maja, at=at)

    assert not Case.objects.public(at).exists()
    assert not Organisation.objects.public().exists()
    assert not Partnership.objects.public().exists()
    waiting = DBTaskResult.objects.get(task_path__endswith="end_embargo")
    assert waiting.run_after == at + HOUR
    bodies = dict(Message.objects.values_list("recipient", "body"))
    assert "sees nothing of it before 2 March 2026" in bodies[cast.thato.pk]

    end_embargo.func(case.pk)
    assert Case.objects.public().get() == case
    assert set(Organisation.objects.public()) == {cast.exempelby, cast.sekao}
    assert Partnership.objects.public().exists()


def test_only_what_nobody_has_seen_is_taken_back_without_a_word(cast, at):
    case = projects.running_case(cast, at)
    publish_case(case, embargo_until=at + HOUR, by=cast.maja, at=at)
    with pytest.raises(Refused, match="Take back the clearance"):
        withdraw_case(case, reason_sv="Fel.", reason_en="Wrong.", by=cast.sara, at=at)
    with pytest.raises(Refused, match="Withdraw it"):
        unpublish_case(case, reason="Late.", by=cast.maja, at=at + HOUR)
    unpublish_case(case, reason="Too early.", by=cast.maja, at=at)
    assert Case.objects.get().published_at is None
    with pytest.raises(Refused, match="not public"):
        unpublish_case(case, reason="Again.", by=cast.maja, at=at)


def test_who_has_seen_a_case_cannot_be_made_to_wait(case, cast, at):
    with pytest.raises(Refused, match="cannot be made to wait"):
        change_what_is_shown(
            case, shown="all", shown_reason="", embargo_until=at + 2 * HOUR, by=cast.maja, at=at + HOUR
        )
    with pytest.raises(Refused, match="has passed"):
        publish_case(projects.running_case(cast, at), embargo_until=at, by=cast.maja, at=at)


@pytest.mark.parametrize(("how_much", "organisations"), [("no_place", {"exempelby"}), ("nothing", set())])
def test_showing_less_hides_partners_and_partnership(case, cast, at, how_much, organisations):
    with pytest.raises(Refused, match="Say why"):
        change_what_is_shown(case, shown=how_much, shown_reason=" ", embargo_until=None, by=cast.maja, at=at)
    for _time in range(2):
        change_what_is_shown(case, shown=how_much, shown_reason="Safety", embargo_until=None, by=cast.maja, at=at)
    assert set(Organisation.objects.public()) == {getattr(cast, name) for name in organisations}
    assert not Partnership.objects.public().exists()
    assert Event.objects.about(case).filter(what="What the public sees changed").count() == 1

    change_what_is_shown(case, shown="all", shown_reason="", embargo_until=None, by=cast.maja, at=at)
    assert set(Organisation.objects.public()) == {cast.exempelby, cast.sekao}
    assert Partnership.objects.public().exists()


def test_what_is_not_published_cannot_be_shown_differently(cast, at):
    case = projects.running_case(cast, at)
    with pytest.raises(Refused, match="not public"):
        change_what_is_shown(case, shown="nothing", shown_reason="Why", embargo_until=None, by=cast.maja, at=at)


def test_only_the_office_finds_a_case_by_its_hidden_place(case, cast, at):
    change_what_is_shown(case, shown="no_place", shown_reason="Safety", embargo_until=None, by=cast.maja, at=at)
    for words in ("sekao", "botswana", case.title_en.split()[0], f"exempelby {cast.sekao.name_en}"):
        assert not cases_found(Case.objects.public(), words).exists()
        assert cases_found(Case.objects.all(), words, by_hidden_words=True).get() == case
    for words in (case.reference, "exempelby", case.case_type.name_en):
        assert cases_found(Case.objects.public(), words).get() == case
