"""Loading the Swedish municipalities and regions of the package. Loading them twice changes nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from samverka.ground.common.folding import fold, same_spelling
from samverka.ground.programme.loading import rows_of
from samverka.ground.programme.models import Country, OrganisationType
from samverka.stages.organisations.known_names import PACKAGE, KnownName, known_organisations
from samverka.stages.organisations.models import Organisation, OrganisationName

Kind = OrganisationName.Kind


@dataclass
class Place:
    """One legal entity as the package has it: its codes, the fields of its record, and all its names."""

    codes: list[str]
    fields: dict[str, Any]
    names: list[KnownName]


@transaction.atomic
def load_municipalities(at: datetime) -> int:
    """Load the 290 municipalities and 21 regions of Sweden: 310 organisations, as Gotland is both.

    Returns how many were new. Of those that are here already, place and population are brought in line with the
    package; their names are the office's to change.
    """
    sweden = Country.objects.get(code="SE")
    kept = {one.code: one for one in Organisation.objects.filter(country=sweden, is_fictional=False).exclude(code="")}
    places = list(_places(sweden))
    new = [place for place in places if place.codes[0] not in kept]
    for one in Organisation.objects.bulk_create(_organisations(new, at)):
        kept[one.code] = one
    _bring_in_line(places, kept, at)
    _add_names([(kept[place.codes[0]], place) for place in places])
    return len(new)


def _places(sweden: Country) -> Iterator[Place]:
    """Yield the legal entities; two rows with the same official name are one."""
    types = {one.code: one for one in OrganisationType.objects.filter(code__in=["municipality", "region"])}
    official = {row["code"]: row for row in rows_of("se-names.csv", PACKAGE)}
    aliases = {one.name: one.names for one in known_organisations() if one.country == "SE"}
    rows = list(rows_of("se-municipalities.csv"))
    bare_names = {row["name"] for row in rows if row["kind"] == "municipality"}
    places: dict[str, Place] = {}
    for row in rows:
        names = official[row["code"]]
        name_sv, name_en = names["name_sv"], names["name_en"]
        if name_sv in places:
            places[name_sv].codes.append(row["code"])
            continue
        bare_en = name_en.removeprefix("City of ").removesuffix(" Municipality")
        fields = {
            "name_sv": name_sv,
            "name_en": name_en,
            "short_sv": name_sv if bare_en == name_en else row["name"],
            "short_en": bare_en,
            "type": types["region" if name_sv.startswith("Region ") else row["kind"]],
            "country": sweden,
            "code": row["code"],
            "latitude": Decimal(row["lat"]),
            "longitude": Decimal(row["lon"]),
            "population": int(row["population"]),
        }
        called = [KnownName(text, Kind.ALIAS) for text in _further_names(row, name_sv, bare_names)]
        places[name_sv] = Place([row["code"]], fields, [*called, *aliases.get(name_sv, [])])
    return iter(places.values())


def _bare(row: dict[str, str]) -> str:
    """Return the name without “Region” and “län”: what people say."""
    return row["name"].removeprefix("Region ").removesuffix("sregionen").removesuffix(" län")


def _further_names(row: dict[str, str], name_sv: str, bare_names: set[str]) -> Iterator[str]:
    """Yield other ways to write the name: “Falun”, “Falun kommun”, “Göteborgs kommun”.

    A county's bare name is left out where a municipality has it too (Kalmar, Uppsala): the municipality is meant.
    """
    bare = _bare(row)
    if row["kind"] == "region":
        if bare not in bare_names:
            yield bare
        return
    yield bare
    yield f"{bare} kommun"
    if name_sv.lower().endswith(" stad"):
        yield f"{name_sv[:-5]} kommun"
        yield f"{bare} stad"


def _organisations(places: list[Place], at: datetime) -> Iterable[Organisation]:
    """Yield a record for each new place, with an address such as `lunds-kommun`.

    Where two addresses collide, the place whose name really has accents gets its code added: Habo keeps
    `habo-kommun`, Håbo becomes `habo-kommun-0305`.
    """
    taken = set(Organisation.objects.values_list("slug", flat=True))
    stems = {place.codes[0]: slugify(fold(place.fields["name_sv"])) for place in places}
    plain = {slug for place in places if (slug := stems[place.codes[0]]) == slugify(place.fields["name_sv"], True)}
    for place in places:
        code, stem = place.codes[0], stems[place.codes[0]]
        has_accents = stem != slugify(place.fields["name_sv"], allow_unicode=True)
        slug = f"{stem}-{code}" if stem in taken or (has_accents and stem in plain) else stem
        yield Organisation(slug=slug, changed_at=at, **place.fields)


def _bring_in_line(places: list[Place], kept: dict[str, Organisation], at: datetime) -> None:
    names = ("latitude", "longitude", "population")
    changed = []
    for place in places:
        organisation = kept[place.codes[0]]
        if any(getattr(organisation, name) != place.fields[name] for name in names):
            for name in names:
                setattr(organisation, name, place.fields[name])
            organisation.changed_at = at
            changed.append(organisation)
    Organisation.objects.bulk_update(changed, [*names, "changed_at"])


def _add_names(pairs: list[tuple[Organisation, Place]]) -> None:
    """Keep the names that are not kept yet, and what search looks in."""
    kept: dict[int, dict[str, str]] = {organisation.pk: {} for organisation, _place in pairs}
    for number, text in OrganisationName.objects.filter(organisation__in=kept).values_list("organisation", "text"):
        kept[number][same_spelling(text)] = text
    new, changed = [], []
    for organisation, place in pairs:
        own = kept[organisation.pk]
        for name in _all_names(organisation, place):
            if same_spelling(name.text) not in own:
                own[same_spelling(name.text)] = name.text
                new.append(_name_of(organisation, name))
        search_text = "\n".join(dict.fromkeys(fold(text) for text in own.values()))
        if organisation.search_text != search_text:
            organisation.search_text = search_text
            changed.append(organisation)
    OrganisationName.objects.bulk_create(new)
    Organisation.objects.bulk_update(changed, ["search_text"])


def _all_names(organisation: Organisation, place: Place) -> Iterator[KnownName]:
    yield KnownName(organisation.name_sv, Kind.OFFICIAL, "sv")
    yield KnownName(organisation.name_en, Kind.OFFICIAL, "en")
    yield from place.names
    for code in place.codes:
        yield KnownName(code, Kind.CODE)


def _name_of(organisation: Organisation, name: KnownName) -> OrganisationName:
    return OrganisationName(
        organisation=organisation,
        text=name.text,
        spelling=same_spelling(name.text),
        kind=name.kind,
        language=name.language,
        valid_until=name.valid_until,
    )
