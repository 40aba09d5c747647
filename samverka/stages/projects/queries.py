"""Reads over cases: what is granted, which cases a search finds."""

from samverka.ground.common.folding import fold
from samverka.stages.projects.models import Case, CaseParty, CaseQuerySet


def granted_amount(case: Case) -> int:
    """Return what is granted to a case in the smallest unit of its currency: grants and top-ups less reductions.

    0 where no amount is known; reads `commitments` once if prefetched. Lists have `Case.objects.with_amounts()`.
    """
    return sum(commitment.amount for commitment in case.commitments.all())


def cases_found(cases: CaseQuerySet, text: str) -> CaseQuerySet:
    """Return those of `cases` in which every word of `text` occurs, in either language and whatever the accents."""
    for word in fold(text).split():
        cases = cases.filter(search_text__contains=word)
    return cases


def search_text_of(case: Case) -> str:
    """Return what a search for the case looks through: titles, reference, all names of its parties, places."""
    parties = CaseParty.objects.filter(case=case).select_related("organisation__country")
    organisations = [party.organisation for party in parties.prefetch_related("organisation__names")]
    words = [case.reference, case.title_sv, case.title_en]
    for organisation in organisations:
        country = organisation.country
        words += [organisation.name_sv, organisation.name_en, country.name_sv, country.name_en]
        words += [name.text for name in organisation.names.all()]
    for country in case.countries.all():
        words += [country.name_sv, country.name_en]
    return "\n".join(dict.fromkeys(fold(word) for word in words if word))
