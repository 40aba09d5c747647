"""Names shipped with the package: official, former and other names of organisations, each with its source."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache

from samverka.ground.common.folding import fold, same_spelling
from samverka.ground.programme.loading import rows_of
from samverka.stages.organisations.models import OrganisationName

PACKAGE = "samverka.stages.organisations"


@dataclass(frozen=True)
class KnownName:
    """One more name of an organisation."""

    text: str
    kind: str
    language: str = ""
    valid_until: date | None = None


@dataclass
class KnownOrganisation:
    """An organisation that the package knows further names of, whether or not it is registered."""

    country: str
    name: str
    names: list[KnownName] = field(default_factory=list)

    @property
    def name_sv(self) -> str:
        """Return its name in Swedish: the one given for that language, or the one it is known by."""
        return self._official("sv")

    @property
    def name_en(self) -> str:
        """Return its name in English: the one given for that language, or the one it is known by."""
        return self._official("en")

    def _official(self, language: str) -> str:
        official = [one for one in self.names if one.kind == OrganisationName.Kind.OFFICIAL]
        return next((one.text for one in official if one.language == language), self.name)


@cache
def known_organisations() -> list[KnownOrganisation]:
    """Return the organisations of `aliases.csv`."""
    found: dict[tuple[str, str], KnownOrganisation] = {}
    for row in rows_of("aliases.csv", PACKAGE):
        key = row["country"], row["organisation"]
        organisation = found.setdefault(key, KnownOrganisation(*key))
        until = date.fromisoformat(row["valid_until"]) if row["valid_until"] else None
        organisation.names.append(KnownName(row["name"], row["kind"], row["language"], until))
    return list(found.values())


def known_by(text: str, country_code: str) -> KnownOrganisation | None:
    """Return the organisation of the country that is called `text`: in this spelling, or else without accents."""
    for comparable in (same_spelling, fold):
        wanted = comparable(text)
        for one in known_organisations():
            names = [one.name, *(name.text for name in one.names)]
            if one.country == country_code and any(comparable(name) == wanted for name in names):
                return one
    return None
