"""Reads over cases: what is granted, which cases a search finds."""

from django.db.models import Q

from samverka.ground.common.folding import fold
from samverka.stages.organisations.models import Organisation
from samverka.stages.projects.models import Case, CaseParty, CaseQuerySet


def granted_amount(case: Case) -> int:
    """Return what is granted to a case in the smallest unit of its currency: grants and top-ups less reductions.

    0 where no amount is known; reads `commitments` once if prefetched. Lists have `Case.objects.with_amounts()`.
    """
    return sum(commitment.amount for commitment in case.commitments.all())


def cases_found(cases: CaseQuerySet, text: str, *, by_hidden_words: bool = False) -> CaseQuerySet:
    """Return those of `cases` in which every word of `text` occurs, in either language and whatever the accents.

    Only the office searches `by_hidden_words` too: what it finds by them would tell the public a place.
    """
    for word in fold(text).split():
        meant = Q(search_text__contains=word)
        cases = cases.filter(meant | Q(hidden_search_text__contains=word) if by_hidden_words else meant)
    return cases


def search_texts_of(case: Case) -> tuple[str, str]:
    """Return what a search for the case looks through: what the public may find it by, and what only the office may.

    Titles, reference, all names of its parties, places. Where the place is hidden, that leaves the public the
    reference, the kind and year, and the parties at home.
    """
    parties = CaseParty.objects.filter(case=case).select_related("organisation__country")
    parties = parties.prefetch_related("organisation__names")
    public = [case.reference, case.public_title_sv, case.public_title_en]
    hidden = [case.title_sv, case.title_en]
    for party in parties:
        (public if case.shows_place or party.is_home else hidden).extend(_names_of(party.organisation))
    for country in case.countries.all():
        (public if case.shows_place else hidden).extend((country.name_sv, country.name_en))
    told = dict.fromkeys(fold(word) for word in public if word)
    return "\n".join(told), "\n".join(word for word in dict.fromkeys(map(fold, hidden)) if word and word not in told)


def _names_of(organisation: Organisation) -> list[str]:
    country = organisation.country
    own = [organisation.name_sv, organisation.name_en, country.name_sv, country.name_en]
    return own + [name.text for name in organisation.names.all()]
