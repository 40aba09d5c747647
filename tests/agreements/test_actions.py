import pytest

from samverka.ground.audit.models import Event
from samverka.ground.common.refusals import LostRace, NotAllowed, Refused
from samverka.ground.common.snapshots import content_hash
from samverka.ground.outbox.models import Message
from samverka.stages.agreements.actions import (
    draft_agreement,
    offer_agreement,
    recall_agreement,
    redraft_agreement,
    sign_agreement,
)
from samverka.stages.agreements.models import Agreement, AgreementSignature
from samverka.stages.agreements.states import State
from samverka.stages.decisions.models import Decision
from tests.factories import agreements, decisions


@pytest.mark.parametrize("parties", [2, 3])
def test_draft_holds_all_that_was_decided(cast, at, parties):
    decision = decisions.announced(cast, at, parties=parties)

    agreement = draft_agreement(decision, language="sv", by=cast.sara, at=at)

    content = agreement.content
    assert content["language"] == "sv"
    assert [party["name"] for party in content["parties"]] == [
        "Demonstrationsägaren",
        *(organisation.name_sv for organisation in decision.application.organisations),
    ]
    assert content["amount"] == decision.amount == sum(line["amount"] for line in content["lines"])
    assert sum(year["amount"] for year in content["years"]) == decision.amount
    assert content["conditions"] == decision.conditions_sv
    assert content["rests_on"]["hash"] == decision.submission.content_hash
    assert agreement.content_hash == content_hash(content)
    with agreement.document.file.open("rb") as file:
        assert file.read(5) == b"%PDF-"


def test_draft_twice_makes_one(cast, at):
    first = agreements.drafted(cast, at)
    again = draft_agreement(first.decision, language="sv", by=cast.helena, at=at)
    assert again == first
    assert again.language == "en"
    assert Agreement.objects.count() == 1


def test_draft_needs_an_announced_grant(cast, at):
    checked = decisions.checked(cast, at)
    with pytest.raises(Refused, match="announced"):
        draft_agreement(checked, language="en", by=cast.sara, at=at)


def test_draft_of_a_rejection_is_refused(cast, at):
    rejected = decisions.rejected(cast, at)
    with pytest.raises(Refused, match="No grant"):
        draft_agreement(rejected, language="en", by=cast.sara, at=at)


def test_draft_whose_lines_are_not_the_grant_is_refused(cast, at, monkeypatch):
    decision = decisions.announced(cast, at)
    Decision.objects.filter(pk=decision.pk).update(currency="SEK")
    monkeypatch.setattr("samverka.stages.agreements.wording.approved_lines", lambda _decision: [])
    with pytest.raises(Refused, match="do not add up"):
        draft_agreement(decision, language="en", by=cast.sara, at=at)
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("who", ["ingrid", "farid", "maja", "rolf", "eva", "stranger"])
def test_draft_is_for_officers_and_head(cast, at, who):
    decision = decisions.announced(cast, at)
    with pytest.raises(NotAllowed):
        draft_agreement(decision, language="en", by=getattr(cast, who), at=at)


def test_redraft_changes_language_and_hash(cast, at):
    agreement = agreements.drafted(cast, at)
    before = agreement.content_hash
    redraft_agreement(agreement, language="sv", by=cast.sara, at=at)
    agreement.refresh_from_db()
    assert agreement.content["title"] != ""
    assert agreement.content_hash != before
    offer_agreement(agreement, by=cast.sara, at=at)
    with pytest.raises(Refused, match="Call it back"):
        redraft_agreement(agreement, language="en", by=cast.sara, at=at)


def test_offer_tells_mandates_coordinators_and_head(cast, at):
    agreement = agreements.drafted(cast, at)
    Message.objects.all().delete()

    offer_agreement(agreement, by=cast.sara, at=at)

    told = {message.recipient_id for message in Message.objects.all()}
    assert told == {one.pk for one in (cast.ingrid, cast.nils, cast.thato, cast.lorato, cast.helena)}
    languages = dict(Message.objects.values_list("recipient", "language"))
    assert languages[cast.ingrid.pk] == "sv"
    assert languages[cast.thato.pk] == "en"


def test_two_who_send_it_out_do_it_once(cast, at):
    agreement = agreements.drafted(cast, at)
    stale = Agreement.objects.get(pk=agreement.pk)
    offer_agreement(agreement, by=cast.sara, at=at)
    with pytest.raises(LostRace):
        offer_agreement(stale, by=cast.peter, at=at)


@pytest.mark.parametrize("parties", [2, 3])
def test_signed_in_any_order_by_all(cast, at, parties):
    agreement = agreements.offered(cast, at, parties=parties)
    signers = agreements.signers(cast, agreement)
    for person, organisation in reversed(signers[1:]):
        sign_agreement(agreement, organisation, by=person, at=at)
        assert agreement.state == State.OFFERED
    Message.objects.all().delete()

    person, organisation = signers[0]
    sign_agreement(agreement, organisation, by=person, at=at)

    assert agreement.state == State.SIGNED
    assert agreement.signed_at == at
    told = {message.recipient_id for message in Message.objects.all()}
    assert {cast.ingrid.pk, cast.thato.pk, cast.sara.pk, cast.helena.pk} <= told


@pytest.mark.parametrize("who", ["ingrid", "lorato", "helena", "stranger", "sara"])
def test_only_a_mandate_for_the_party_signs_for_it(cast, at, who):
    agreement = agreements.offered(cast, at)
    with pytest.raises(NotAllowed):
        sign_agreement(agreement, cast.exempelby, by=getattr(cast, who), at=at)
    assert not AgreementSignature.objects.exists()


def test_a_mandate_for_an_organisation_outside_signs_nothing(cast, at):
    agreement = agreements.offered(cast, at)
    with pytest.raises(NotAllowed):
        sign_agreement(agreement, cast.mfano, by=cast.joseph, at=at)


def test_nobody_but_the_head_signs_for_the_owner(cast, at):
    agreement = agreements.offered(cast, at)
    for person in (cast.sara, cast.farid, cast.nils):
        with pytest.raises(NotAllowed):
            sign_agreement(agreement, None, by=person, at=at)


def test_signing_twice_keeps_the_first_signature(cast, at):
    agreement = agreements.offered(cast, at)
    first = sign_agreement(agreement, cast.exempelby, by=cast.nils, at=at)
    again = sign_agreement(agreement, cast.exempelby, by=cast.nils, at=at)
    assert again == first
    owners = [sign_agreement(agreement, None, by=cast.helena, at=at) for _time in range(2)]
    assert owners[0] == owners[1]
    assert Event.objects.filter(what="Agreement signed").count() == 2


def test_a_draft_cannot_be_signed(cast, at):
    agreement = agreements.drafted(cast, at)
    with pytest.raises(Refused, match="changing"):
        sign_agreement(agreement, None, by=cast.helena, at=at)


def test_a_text_that_has_changed_since_is_not_signed(cast, at):
    agreement = agreements.offered(cast, at)
    read = agreement.content_hash
    recall_agreement(agreement, reason="Wrong language", by=cast.sara, at=at)
    redraft_agreement(agreement, language="sv", by=cast.sara, at=at)
    offer_agreement(agreement, by=cast.sara, at=at)
    with pytest.raises(Refused, match="Read it again"):
        sign_agreement(agreement, cast.exempelby, by=cast.nils, at=at, content_hash=read)
    assert not AgreementSignature.objects.exists()


def test_recall_voids_signatures_and_says_why(cast, at):
    agreement = agreements.offered(cast, at)
    sign_agreement(agreement, cast.exempelby, by=cast.nils, at=at)

    recall_agreement(agreement, reason="The period was wrong.", by=cast.peter, at=at)

    assert agreement.state == State.DRAFT
    assert not AgreementSignature.objects.exists()
    event = Event.objects.about(agreement).first()
    assert event.details["void_signatures"] == ["Exempelby Municipality"]
    assert "The period was wrong." in Message.objects.filter(recipient=cast.nils).first().body


def test_recall_after_all_have_signed_is_refused(cast, at):
    agreement = agreements.offered(cast, at)
    for person, organisation in agreements.signers(cast, agreement):
        sign_agreement(agreement, organisation, by=person, at=at)
    with pytest.raises(Refused, match="in force"):
        recall_agreement(agreement, reason="Too late", by=cast.sara, at=at)


def test_who_sees_an_agreement(cast, at):
    agreement = agreements.drafted(cast, at)
    seen = Agreement.objects.visible_to
    assert list(seen(cast.sara)) == [agreement]
    assert not seen(cast.ingrid).exists()
    offer_agreement(agreement, by=cast.sara, at=at)
    for person in (cast.ingrid, cast.thato, cast.nils, cast.rolf):
        assert list(seen(person)) == [agreement]
    for person in (cast.stranger, cast.amina, cast.eva):
        assert not seen(person).exists()
