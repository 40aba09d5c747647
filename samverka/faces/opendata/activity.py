"""One case as an IATI activity. The order of the elements is prescribed: it is the order of the lines here."""

from datetime import date
from functools import partial

from django.conf import settings
from django.utils.translation import gettext as _

from samverka.faces.opendata import facts
from samverka.faces.opendata.elements import (
    Element,
    add,
    add_day,
    add_organisation,
    add_page,
    add_period,
    add_publisher,
    add_texts,
    add_value,
    record,
)
from samverka.faces.opendata.identifiers import activity_identifier, programme_identifier
from samverka.faces.opendata.publication import Publication
from samverka.faces.opendata.texts import address, clean, in_languages, one_line, told_in_languages
from samverka.ground.common.bilingual import localised
from samverka.stages.organisations.models import Organisation
from samverka.stages.projects.models import Case, Commitment

PROGRAMME_LEVEL = {"hierarchy": "1", "humanitarian": "0"}
CASE_LEVEL = {"hierarchy": "2", "humanitarian": "0"}

# IATI codelists, as the OECD defines them: from one country to another; official aid; a grant.
BILATERAL, OFFICIAL_AID, GRANT = "1", "10", "110"
# IATI codelist ActivityScope.
MULTI_NATIONAL, SINGLE_LOCATION = "3", "8"
# IATI codelist TransactionType.
COMMITMENT, DISBURSEMENT = "2", "3"
DEVELOPING_COUNTRIES = "998"  # IATI codelist Region: developing countries, unspecified
LATITUDE_AND_LONGITUDE = "http://www.opengis.net/def/crs/EPSG/0/4326"


def activity_of(case: Case, publication: Publication) -> Element:
    """Return the activity of a case that has passed `problems_before_iati`."""
    changed_at = facts.changed_at(case, publication)
    activity = record("iati-activity", case.currency, changed_at, CASE_LEVEL)
    add(activity, "iati-identifier", text=activity_identifier(publication, case))
    add_publisher(activity, "reporting-org", publication, {"secondary-reporter": "0"})
    add_texts(add(activity, "title"), in_languages(case, "public_title"))
    add_texts(add(activity, "description", {"type": "1"}), description_of(case))
    _add_participants(activity, case, publication)
    add(activity, "other-identifier", {"ref": one_line(case.reference), "type": "A1"})
    add_former_identifiers(activity, publication)
    add(activity, "activity-status", {"code": facts.status(case, publication.today)})
    for kind, day in facts.activity_dates(case, publication.today):
        add_day(activity, "activity-date", day, {"type": kind})
    add_contact(activity, publication)
    _add_places(activity, case)
    _add_subjects(activity, case, publication)
    _add_classes(activity, case)
    _add_plans(activity, case, publication)
    _add_transactions(activity, case, publication)
    for language, _name in settings.LANGUAGES:
        url = address("website:case", case.reference, language=language)
        add_page(activity, "A12", in_languages(case, "public_title"), url, language)
    add(activity, "related-activity", {"ref": programme_identifier(publication), "type": "1"})
    return activity


def description_of(case: Case) -> dict[str, str]:
    """Return the summary in its languages, or where there is none a sentence that names the partners."""
    if not case.shows_place:
        return told_in_languages(lambda _language: _("The place and the partners abroad are not shown."))
    summary = in_languages(case, "summary", clean)
    if summary and summary != in_languages(case, "title", clean):
        return summary
    return told_in_languages(lambda language: _partners_in_words(case, language))


def _partners_in_words(case: Case, language: str) -> str:
    names = [localised(one, "name", language).text for one in facts.partners(case)]
    return _("A partnership between %(names)s.") % {"names": ", ".join(names)}


def add_funder(activity: Element, publication: Publication) -> None:
    """Add who finances the programme, with the funder's own activity: so the money can be followed to its source."""
    programme = publication.programme
    if programme.funder_name or programme.funder_identifier:
        named = {"role": "1", "ref": programme.funder_identifier, "activity-id": programme.funder_activity}
        add_texts(
            add(activity, "participating-org", named),
            {"en": one_line(programme.funder_name)} if programme.funder_name else {},
        )


def _add_participants(activity: Element, case: Case, publication: Publication) -> None:
    add_funder(activity, publication)
    for accountable_or_extending in ("2", "3"):
        add_publisher(activity, "participating-org", publication, {"role": accountable_or_extending})
    for one in facts.partners(case):
        add_organisation(activity, "participating-org", one, {"role": "4"})


def add_former_identifiers(activity: Element, publication: Publication) -> None:
    """Add the identifiers that the publisher had before."""
    for former in publication.formers:
        add(activity, "other-identifier", {"ref": former.identifier, "type": "B1"})


def add_contact(activity: Element, publication: Publication) -> None:
    """Add whom to ask: the owner's role mailbox, never a person."""
    contact = add(activity, "contact-info", {"type": "1"})
    add_texts(add(contact, "organisation"), in_languages(publication.owner, "name"))
    if publication.owner.email:
        add(contact, "email", text=publication.owner.email)
    if publication.owner.website:
        add(contact, "website", text=publication.owner.website)


def _add_places(activity: Element, case: Case) -> None:
    recipients, abroad = facts.recipient_countries(case), facts.partners_abroad(case)
    if len(recipients) > 1:
        add(activity, "activity-scope", {"code": MULTI_NATIONAL})
    elif len(abroad) == 1:
        add(activity, "activity-scope", {"code": SINGLE_LOCATION})
    for country, percentage in recipients:
        add(activity, "recipient-country", {"code": country.code, "percentage": str(percentage)})
    if not case.shows_place:
        add(activity, "recipient-region", {"vocabulary": "1", "code": DEVELOPING_COUNTRIES})
    for one in abroad:
        if one.latitude is not None and one.longitude is not None:
            _add_location(activity, one)


def _add_location(activity: Element, one: Organisation) -> None:
    """Add the centre of an organisation's area."""
    location = add(activity, "location")
    add(location, "location-reach", {"code": "1"})
    add_texts(add(location, "name"), in_languages(one, "name"))
    add(location, "administrative", {"vocabulary": "A4", "code": one.country.code})
    point = add(location, "point", {"srsName": LATITUDE_AND_LONGITUDE})
    add(point, "pos", text=f"{one.latitude} {one.longitude}")
    add(location, "exactness", {"code": "2"})
    add(location, "location-class", {"code": "1"})


def _add_subjects(activity: Element, case: Case, publication: Publication) -> None:
    for sector, percentage in facts.sectors(case, publication):
        add(activity, "sector", {"vocabulary": "1", "code": sector.code, "percentage": str(percentage)})
    own_words = {"vocabulary": "99", "vocabulary-uri": address("website:opendata")}
    for area, percentage in facts.area_shares(case):
        own_code = {**own_words, "code": area.code, "percentage": str(percentage)}
        add_texts(add(activity, "sector", own_code), in_languages(area, "name"))
    for vocabulary, terms in (("2", case.goals.all()), ("3", case.targets.all())):
        for term in terms:
            add(activity, "tag", {"vocabulary": vocabulary, "code": term.code})


def _add_classes(activity: Element, case: Case) -> None:
    add(activity, "collaboration-type", {"code": BILATERAL})
    if facts.is_official_aid(case):
        add(activity, "default-flow-type", {"code": OFFICIAL_AID})
    add(activity, "default-finance-type", {"code": GRANT})
    add(activity, "default-aid-type", {"code": case.programme.aid_type})
    add(activity, "default-tied-status", {"code": case.programme.tied_status})


def _add_plans(activity: Element, case: Case, publication: Publication) -> None:
    """Add the budget of each accounting year, and what of it is still to be paid."""
    currency, decided_on = case.currency, facts.awarded_on(case)
    for year, amount in facts.year_budgets(case):
        budget = add(activity, "budget", {"type": "1", "status": "2"})
        add_period(budget, year.starts_on, year.ends_on)
        add_value(budget, amount, currency, decided_on or year.starts_on)
    for due in facts.instalments(case):
        planned = add(activity, "planned-disbursement", {"type": "1"})
        add_period(planned, due.starts_on, due.ends_on)
        add_value(planned, due.amount, currency, decided_on or due.starts_on)
        add_publisher(planned, "provider-org", publication)
        add_receiver(planned, facts.payee_of(case))


def _add_transactions(activity: Element, case: Case, publication: Publication) -> None:
    """Add what was promised, with top-ups and reductions, and what was paid. What grantees spend is not the owner's."""
    for promise in facts.commitments(case):
        if promise.committed_on:
            entry = _transaction(activity, facts.commitment_reference(promise, case), COMMITMENT, promise.committed_on)
            add_value(entry, promise.amount, promise.currency, promise.committed_on)
            described = told_in_languages(partial(_kind_in, promise))
            add_texts(add(entry, "description"), described)
            _add_from_and_to(entry, publication, facts.payee_of(case))
    for payment in facts.payments(case):
        entry = _transaction(activity, facts.payment_reference(payment, case), DISBURSEMENT, payment.paid_on)
        add_value(entry, payment.amount, payment.currency, payment.paid_on)
        is_told = payment.payee in facts.partners(case)
        _add_from_and_to(entry, publication, payment.payee if is_told else None)


def _kind_in(promise: Commitment, _language: str) -> str:
    return kind_in_words(promise)


def kind_in_words(promise: Commitment) -> str:
    """Return what kind of promise it is, with a capital letter."""
    text = str(promise.get_kind_display())
    return text[:1].upper() + text[1:]


def _transaction(activity: Element, reference: str, kind: str, day: date) -> Element:
    entry = add(activity, "transaction", {"ref": reference})
    add(entry, "transaction-type", {"code": kind})
    add_day(entry, "transaction-date", day)
    return entry


def _add_from_and_to(entry: Element, publication: Publication, receiver: Organisation | None) -> None:
    add_publisher(entry, "provider-org", publication)
    add_receiver(entry, receiver)


def add_receiver(entry: Element, receiver: Organisation | None) -> None:
    """Add who gets the money, where the public may know it."""
    if receiver:
        add_organisation(entry, "receiver-org", receiver)
