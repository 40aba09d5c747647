"""What is done with agreements."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from samverka.ground.accounts.models import Role, User
from samverka.ground.audit.actions import record
from samverka.ground.common.dates import today
from samverka.ground.common.moves import move
from samverka.ground.common.refusals import refuse_if, require
from samverka.ground.common.snapshots import content_hash as hash_of
from samverka.ground.common.snapshots import frozen
from samverka.ground.documents.actions import store_made
from samverka.ground.documents.pdf import make_pdf
from samverka.ground.outbox.actions import post
from samverka.stages.agreements import notices
from samverka.stages.agreements.models import Agreement, AgreementSignature
from samverka.stages.agreements.permissions import can_draft_agreement, can_offer_agreement, can_sign_agreement_for
from samverka.stages.agreements.queries import people_in_office, people_who_sign
from samverka.stages.agreements.rules import (
    problems_before_drafting,
    problems_before_offering,
    problems_before_recalling,
    problems_before_redrafting,
    problems_before_signing,
    problems_with_lines,
    problems_with_text_seen,
)
from samverka.stages.agreements.states import State
from samverka.stages.agreements.wording import content_of
from samverka.stages.decisions.models import Decision
from samverka.stages.organisations.models import Organisation
from samverka.stages.organisations.queries import people_of

TEMPLATE = Path(__file__).with_name("agreement.typ")


@transaction.atomic
def draft_agreement(decision: Decision, *, language: str, by: User, at: datetime) -> Agreement:
    """Write the agreement on an announced grant, as content and as a PDF, in `language`.

    Who: programme officer, head. Of one decision there is one agreement: a repeat returns it. Tells nobody.
    """
    require(can_draft_agreement(by, decision))
    drafted = Agreement.objects.filter(decision=decision).first()
    if drafted:
        return drafted
    refuse_if(problems_before_drafting(decision, at=at))
    written = _written(decision, language, by=by, at=at)
    agreement, is_new = Agreement.objects.get_or_create(
        decision=decision, defaults={**written, "drafted_by": by, "drafted_at": at}
    )
    if is_new:
        record(gettext_noop("Agreement drafted"), agreement, by=by, at=at, language=language)
    return agreement


@transaction.atomic
def redraft_agreement(agreement: Agreement, *, language: str, by: User, at: datetime) -> Agreement:
    """Write a drafted agreement anew, from the decision as it stands and in `language`.

    Who: programme officer, head. Tells nobody.
    """
    require(can_offer_agreement(by, agreement))
    refuse_if(problems_before_redrafting(agreement, at=at))
    for name, value in _written(agreement.decision, language, by=by, at=at).items():
        setattr(agreement, name, value)
    agreement.save()
    record(gettext_noop("Agreement written anew"), agreement, by=by, at=at, language=language)
    return agreement


@transaction.atomic
def offer_agreement(agreement: Agreement, *, by: User, at: datetime) -> Agreement:
    """Send the agreement out for signature: from drafted to offered.

    Who: programme officer, head. Tells those with a mandate and the coordinators of each party, and the head.
    """
    require(can_offer_agreement(by, agreement))
    refuse_if(problems_before_offering(agreement, at=at))
    move(agreement, State.OFFERED, offered_at=at)
    record(gettext_noop("Agreement sent out for signature"), agreement, by=by, at=at, hash=agreement.content_hash)
    post(notices.agreement_to_sign(agreement, people_who_sign(agreement, on=today(at))), at=at)
    return agreement


@transaction.atomic
def recall_agreement(agreement: Agreement, *, reason: str, by: User, at: datetime) -> Agreement:
    """Call the agreement back: from offered to drafted. Signatures under it do not count any more.

    Who: programme officer, head. Tells those who were asked to sign.
    """
    require(can_offer_agreement(by, agreement))
    refuse_if(problems_before_recalling(agreement, at=at))
    move(agreement, State.DRAFT, offered_at=None)
    void = [_name_of(agreement, signature.organisation) for signature in agreement.signatures.all()]
    agreement.signatures.all().delete()
    record(gettext_noop("Agreement called back"), agreement, by=by, at=at, reason=reason, void_signatures=void)
    post(notices.agreement_recalled(agreement, reason, people_who_sign(agreement, on=today(at))), at=at)
    return agreement


@transaction.atomic
def sign_agreement(
    agreement: Agreement, organisation: Organisation | None, *, by: User, at: datetime, content_hash: str = ""
) -> AgreementSignature:
    """Sign for `organisation`, or for the owner when it is `None`; the last signature puts the agreement in force.

    Who: a person with a mandate for the organisation; the head of programme for the owner. `content_hash` is the text
    that the person read: another text in force since then is refused. A repeat returns the first signature. When all
    have signed, tells everybody in the parties, the officers and the head.
    """
    require(
        can_sign_agreement_for(by, agreement, organisation),
        _("Only a person with a mandate for the party can sign for it."),
    )
    # An UPDATE that changes nothing holds the row until the end: of two last signatures, the later sees the earlier.
    Agreement.objects.filter(pk=agreement.pk).update(state=F("state"))
    agreement.refresh_from_db(fields=["state", "content_hash"])
    signed = agreement.signatures.filter(organisation=organisation).first()
    if signed:
        return signed
    refuse_if(
        [*problems_before_signing(agreement, at=at), *problems_with_text_seen(agreement, content_hash)],
    )
    signature = AgreementSignature.objects.create(
        agreement=agreement,
        organisation=organisation,
        signed_by=by,
        signed_at=at,
        content_hash=agreement.content_hash,
    )
    party = _name_of(agreement, organisation)
    record(gettext_noop("Agreement signed"), agreement, by=by, at=at, party=party, hash=agreement.content_hash)
    _put_in_force_when_complete(agreement, at=at)
    return signature


def _name_of(agreement: Agreement, party: Organisation | None) -> str:
    """Return the name of a party, or of the owner, as the record of changes keeps it: the same for every reader."""
    return party.name_en if party else agreement.decision.application.call.programme.owner.name_en


def _put_in_force_when_complete(agreement: Agreement, *, at: datetime) -> None:
    """Move the agreement to signed when nobody's signature is missing, and tell everybody."""
    fresh = Agreement.objects.select_related("decision__application").get(pk=agreement.pk)
    if not all(signature for _party, signature in fresh.signatories()):
        return
    move(agreement, State.SIGNED, signed_at=at)
    programme = agreement.decision.application.call.programme
    office = people_in_office(programme, Role.Kind.OFFICER, Role.Kind.HEAD, on=today(at))
    people = {person.pk: person for person in [*people_of(agreement.parties, today(at)), *office]}
    post(notices.agreement_in_force(agreement, people.values()), at=at)


def _written(decision: Decision, language: str, *, by: User, at: datetime) -> dict[str, Any]:
    """Return the content, its hash and the PDF made of it. Raises `Refused` when the lines are not the grant."""
    content = frozen(content_of(decision, language=language))
    refuse_if(problems_with_lines([line["amount"] for line in content["lines"]], decision.amount))
    proof = hash_of(content)
    day = today(at)
    drafted_on = {"year": day.year, "month": day.month, "day": day.day}
    pdf = make_pdf(TEMPLATE, {**content, "content_hash": proof, "drafted_on": drafted_on})
    name = f"{decision.application.reference}-{'avtal' if language == 'sv' else 'agreement'}.pdf"
    document = store_made(pdf, name, "application/pdf", by=by, at=at)
    return {"language": language, "content": content, "content_hash": proof, "document": document}
