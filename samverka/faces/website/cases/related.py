"""Cases that somebody who reads this one may want to read next."""

from datetime import datetime

from samverka.faces.website.rows import ListRow, case_rows
from samverka.faces.website.terms.kinds import Word
from samverka.stages.catalogue.actions import current_catalogue
from samverka.stages.catalogue.asking import View
from samverka.stages.projects.models import Case

MOST = 6


def related_cases(case: Case, terms: dict[str, list[Word]], *, at: datetime) -> list[ListRow]:
    """Return the newest cases of the same partners, and after them those in the same country and field.

    Of a case whose place is hidden there are none: together they would tell it. A real case leads to real ones only.
    """
    if not case.shows_place:
        return []
    partners = {
        side: tuple(one.organisation.slug for one in case.public_parties if one.is_home == is_home)
        for side, is_home in (("home", True), ("partner", False))
    }
    subject = {kind: tuple(word.code for word in terms[kind]) for kind in ("country", "area")}
    catalogue = current_catalogue(at)
    numbers: dict[int, None] = {}
    for chosen in (partners, subject):
        found = catalogue.find(View(chosen=chosen))
        numbers.update(dict.fromkeys(catalogue.page(found, 0, 2 * MOST)))
    numbers.pop(case.pk, None)
    shown = list(numbers)[:MOST]
    cases = Case.objects.public(at).filter(programme__is_demonstration=case.programme.is_demonstration)
    return case_rows(cases.filter(pk__in=shown), shown)
