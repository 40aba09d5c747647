from datetime import date

import pytest

from samverka.ground.audit.models import Event
from samverka.ground.common.folding import fold
from samverka.ground.common.refusals import NotAllowed, Refused
from samverka.ground.outbox.models import Message
from samverka.stages.organisations.models import Organisation
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects.actions import (
    conclude_agreement,
    edit_case_texts,
    publish_case,
    start_case,
)
from samverka.stages.projects.models import Case, Commitment
from samverka.stages.projects.queries import cases_found, granted_amount
from samverka.stages.projects.states import State
from tests.factories import agreements, projects


@pytest.mark.parametrize("parties", [2, 3])
def test_the_last_signature_starts_the_case(cast, at, parties):
    agreement = agreements.offered(cast, at, parties=parties)
    *first, last = agreements.signers(cast, agreement)
    for person, organisation in first:
        assert conclude_agreement(agreement, organisation=organisation, by=person, at=at) is None
    assert not Case.objects.exists()

    case = conclude_agreement(agreement, organisation=last[1], by=last[0], at=at)

    decision, application = agreement.decision, agreement.decision.application
    assert case.state == State.RUNNING
    assert case.reference == application.reference
    assert (case.starts_on, case.ends_on) == (application.starts_on, application.ends_on)
    assert case.organisations == application.organisations
    assert case.payee == cast.exempelby
    assert {country.code for country in case.countries.all()} == {"BW", "KE"} if parties == 3 else {"BW"}
    assert set(case.goals.all()) == set(application.goals.all())
    assert granted_amount(case) == decision.amount
    assert case.commitments.get().committed_on == decision.announced_at.date()
    assert [year.report_due_on for year in case.years.all()] == [row.due_on for row in decision.report_dates.all()]
    assert sum(line.amount for year in case.years.all() for line in year.lines.all()) == decision.amount
    assert set(case.partnership.parties.values_list("organisation", flat=True)) == {
        organisation.pk for organisation in case.organisations
    }
    assert not case.partnership.is_public
    assert case.published_at is None


def test_concluding_again_starts_nothing_a_second_time(cast, at):
    case = projects.running_case(cast, at)
    again = conclude_agreement(case.agreement, organisation=None, by=cast.helena, at=at)
    assert again == case
    assert start_case(case.agreement, by=cast.helena, at=at) == case
    assert Case.objects.count() == 1
    assert Commitment.objects.count() == 1


def test_no_case_starts_before_all_have_signed(cast, at):
    agreement = agreements.offered(cast, at)
    with pytest.raises(Refused):
        start_case(agreement, by=cast.helena, at=at)


def test_a_case_is_not_public_until_somebody_publishes_it(cast, at):
    case = projects.running_case(cast, at)
    assert not Case.objects.public().exists()
    Message.objects.all().delete()

    publish_case(case, by=cast.maja, at=at)

    assert list(Case.objects.public()) == [case]
    assert set(Organisation.objects.public()) == {cast.exempelby, cast.sekao}
    assert list(Partnership.objects.public()) == [case.partnership]
    told = dict(Message.objects.values_list("recipient", "body"))
    assert set(told) == {person.pk for person in (cast.ingrid, cast.nils, cast.thato, cast.lorato)}
    assert "/sv/" in told[cast.ingrid.pk]
    assert "/en/" in told[cast.thato.pk]


def test_publishing_twice_publishes_once(cast, at):
    case = projects.public_case(cast, at)
    publish_case(Case.objects.get(pk=case.pk), by=cast.sara, at=at)
    assert Event.objects.filter(what="Case published").count() == 1


@pytest.mark.parametrize("who", ["ingrid", "farid", "rolf", "eva", "stranger"])
def test_publishing_is_for_officers_head_and_editor(cast, at, who):
    case = projects.running_case(cast, at)
    with pytest.raises(NotAllowed):
        publish_case(case, by=getattr(cast, who), at=at)


def test_texts_with_particulars_are_not_published(cast, at):
    case = projects.running_case(cast, at)
    edit_case_texts(case, summary_en="Write to anna@kommun.example.", by=cast.maja, at=at)
    with pytest.raises(Refused, match="e-mail address"):
        publish_case(case, by=cast.maja, at=at)

    edit_case_texts(case, summary_en="Clean water.", by=cast.maja, at=at)
    publish_case(case, by=cast.maja, at=at)
    with pytest.raises(Refused, match="Swedish"):
        edit_case_texts(case, summary_sv="", by=cast.maja, at=at)
    assert Case.objects.get(pk=case.pk).summary_sv


def test_a_case_is_found_by_its_names_and_places(cast, at):
    case = projects.running_case(cast, at)
    for words in (case.reference, "exempelby SEKAO", "botswana", fold(case.title_en)):
        assert list(cases_found(Case.objects.all(), words)) == [case]
    assert not cases_found(Case.objects.all(), "exempelby mfano").exists()


def test_lists_and_single_cases_add_up_the_same(cast, at):
    case = projects.running_case(cast, at)
    Commitment.objects.create(case=case, kind="top_up", amount=50_000_00, currency="SEK")
    Commitment.objects.create(case=case, kind="reduction", amount=-20_000_00, currency="SEK")
    bare = Case.objects.create(
        programme=cast.programme, reference="X-1", state=State.RECORDED, title_sv="Ä", title_en="A", changed_at=at
    )

    listed = {one.pk: one.granted_total for one in Case.objects.with_amounts()}

    assert listed == {case.pk: granted_amount(case), bare.pk: None}
    assert granted_amount(case) == 330_000_00
    assert granted_amount(bare) == 0
    assert bare.currency == "SEK"


def test_what_is_not_known_comes_last_on_every_database(cast, at):
    programme, state = cast.programme, State.RECORDED
    for reference, year in (("X-1", None), ("X-2", 2019), ("X-3", 2024)):
        case = Case.objects.create(
            programme=programme, reference=reference, state=state, title_en="A", start_year=year, changed_at=at
        )
    assert [one.start_year for one in Case.objects.all()] == [2024, 2019, None]
    assert "NULLS LAST" in str(Case.objects.all().query)
    for day in (None, date(2020, 1, 1)):
        Commitment.objects.create(case=case, kind="grant", amount=1, currency="SEK", committed_on=day)
    assert [one.committed_on for one in case.commitments.all()] == [date(2020, 1, 1), None]
