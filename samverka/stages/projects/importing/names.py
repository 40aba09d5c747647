"""Which organisation a name in a file means: one that is there, one that the same file makes, or a new one."""

import difflib
from collections.abc import Callable

from django.utils.translation import gettext as _

from samverka.ground.common.folding import fold, same_spelling
from samverka.ground.programme.models import Country
from samverka.stages.organisations.known_names import KnownName, KnownOrganisation, known_by
from samverka.stages.organisations.models import Organisation, OrganisationName
from samverka.stages.organisations.queries import named
from samverka.stages.projects.importing.plans import NewOrganisation
from samverka.stages.projects.importing.titles import short_name

# Words in a name that say what kind of body it is. Swedish municipalities and regions are never made by an import.
HOME_TYPES = {"kommunalförbund": "federation_of_municipalities", "regionförbund": "regional_federation"}
FOREIGN_TYPES = {
    "university": "university",
    "college": "university",
    "school": "other_public_body",
    "education center": "other_public_body",
    "education centre": "other_public_body",
    "hospital": "other_public_body",
}
Found = Organisation | NewOrganisation


class Unclear(Exception):
    """The name cannot be tied to one organisation; the text says why and what to do."""


class Names:
    """Looks up names, and remembers what it has planned so that the next row finds it too."""

    def __init__(self, home: Country) -> None:
        self.home = home
        self._found: dict[tuple[str, str], Found] = {}
        # By their country and each name: as it is spelled, and without accents.
        self._planned: dict[tuple[str, Callable[[str], str], str], list[NewOrganisation]] = {}

    def find(self, text: str, country: Country) -> tuple[Found, bool]:
        """Return the organisation that `text` means in `country`, and whether this call planned it as a new one.

        Raises `Unclear` when it could be several, or when it should be in the register of the home country and is not.
        """
        key = country.code, same_spelling(text)
        if key in self._found:
            return self._found[key], False
        known = known_by(text, country.code)
        found = self._there(text, country) or self._there(known.name if known else "", country)
        is_new = found is None
        self._found[key] = found or self._make(text, country, known)
        return self._found[key], is_new

    def _there(self, text: str, country: Country) -> Found | None:
        """Return the organisation called `text`: in the same spelling, or else without regard to accents."""
        if not text:
            return None
        exact, near = (self._planned.get((country.code, form, form(text)), []) for form in (same_spelling, fold))
        candidates: list[Found] = [*named(text, country.code)] or [*exact] or [*near]
        if len(candidates) > 1:
            names = _(" or ").join(one.name_sv for one in candidates)
            raise Unclear(_("“%(text)s” can mean %(names)s. Write the official name.") % {"text": text, "names": names})
        return candidates[0] if candidates else None

    def _make(self, text: str, country: Country, known: KnownOrganisation | None) -> NewOrganisation:
        name_sv, name_en = (known.name_sv, known.name_en) if known else (text, text)
        new = NewOrganisation(
            country=country,
            type=self._type(name_sv, country),
            name_sv=name_sv,
            name_en=name_en,
            short_sv=short_name(name_sv),
            short_en=short_name(name_en),
            names=[KnownName(known.name, OrganisationName.Kind.ALIAS), *known.names] if known else [],
        )
        if len(text) > 200:
            raise Unclear(_("The name “%(text)s…” is longer than 200 letters.") % {"text": text[:40]})
        names = {new.name_sv, new.name_en, *(name.text for name in new.names)}
        for form, called in {(form, form(name)) for name in names for form in (same_spelling, fold)}:
            self._planned.setdefault((country.code, form, called), []).append(new)
        return new

    def _type(self, name: str, country: Country) -> str:
        folded = name.casefold()
        if country != self.home:
            return next((kind for word, kind in FOREIGN_TYPES.items() if word in folded), "local_government")
        kind = next((kind for word, kind in HOME_TYPES.items() if word in folded), "")
        if kind:
            return kind
        sentence = _("No municipality, region or federation of the home country is called “%(text)s”.") % {"text": name}
        registered = Organisation.objects.filter(country=country, is_fictional=False)
        official = list(registered.values_list("name_sv", flat=True))
        near = difflib.get_close_matches(name, official, 1)
        raise Unclear(sentence + (_(" Do you mean %(name)s?") % {"name": near[0]} if near else ""))


def why_same(organisation: Found, text: str) -> str:
    """Return why `text` stands for the organisation, for the plan; empty when it is its own official name."""
    if same_spelling(text) in (same_spelling(organisation.name_sv), same_spelling(organisation.name_en)):
        return ""
    if isinstance(organisation, Organisation):
        names = organisation.names.filter(spelling=same_spelling(text))
        kinds = list(names.values_list("kind", flat=True))
    else:
        kinds = [one.kind for one in organisation.names if same_spelling(one.text) == same_spelling(text)]
    labels = dict(OrganisationName.Kind.choices)
    return str(labels[kinds[0]]) if kinds else _("same letters without accents")
