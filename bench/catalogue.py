"""A synthetic catalogue with the skew of the real one: few organisations have many cases, most have one."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max
from django.utils.text import slugify

from samverka.ground.common.folding import fold, same_spelling
from samverka.ground.programme.models import CoreArea, Country, Goal, OrganisationType, ProjectArea, Topic
from samverka.stages.organisations.models import Organisation, OrganisationName
from samverka.stages.partnerships.models import Partnership, Party
from samverka.stages.projects.models import Case, CaseParty, Commitment
from samverka.stages.projects.states import State

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EACH = {"batch_size": 500}
# So many cases are made at a time: a million in memory would be too many.
AT_ONCE = 20_000
WORDS = [
    *("water", "waste", "youth", "council", "gender", "health", "school", "climate", "budget", "library"),
    *("traffic", "energy", "culture", "tourism", "planning", "elderly", "archive", "forest", "harbour", "market"),
    *("housing", "sanitation", "dialogue", "rights", "women", "language", "sport", "music", "food", "land"),
]


def fill_catalogue(cast: Any, cases: int, chance: random.Random) -> list[Organisation]:
    """Put `cases` public cases in the database; return the organisations abroad, as many as it needs, 3,000 at most.

    Rows are written as they are, without an object for each: a million cases have thirteen million of them.
    """
    Organisation.objects.filter(country__code="SE").update(is_public=True)
    abroad = _organisations_abroad(cast, min(max(60, cases // 6), 3_000), chance)
    home = list(Organisation.objects.filter(country__code="SE", is_fictional=False))
    if connection.vendor == "sqlite":  # Lost with the machine, it would only have to be made anew.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-200000")
    filling = Filling(cast, home, abroad, chance)
    for first in range(0, cases, AT_ONCE):
        with transaction.atomic():
            filling.add(range(first, min(first + AT_ONCE, cases)))
    filling.finish()
    return abroad


class Rows:
    """New rows of one table, with numbers from behind the last one. Columns that are not given have their defaults."""

    def __init__(self, model: Any, *columns: str) -> None:
        self.model = model
        self.next = (model.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
        others = [one for one in model._meta.concrete_fields if one.attname not in ("id", *columns)]
        named = [model._meta.get_field(name.removesuffix("_id")).column for name in columns]
        quoted = ", ".join(map(connection.ops.quote_name, ["id", *named, *(one.column for one in others)]))
        marks = ", ".join(["%s"] * (1 + len(columns) + len(others)))
        table = connection.ops.quote_name(model._meta.db_table)
        self.sql = f"INSERT INTO {table} ({quoted}) VALUES ({marks})"  # noqa: S608 - names of our own tables
        self.defaults = tuple(one.get_db_prep_save(one.get_default(), connection) for one in others)
        self.rows: list[tuple[Any, ...]] = []

    def add(self, *values: Any) -> int:
        """Add a row; return its number."""
        number = self.next
        self.next += 1
        self.rows.append((number, *values, *self.defaults))
        return number

    def write(self) -> None:
        """Write what was added."""
        with connection.cursor() as cursor:
            cursor.executemany(self.sql, self.rows)
        self.rows = []


class Filling:
    """Cases between organisations at home and abroad, with their partnerships, money and terms."""

    def __init__(self, cast: Any, home: list[Organisation], abroad: list[Organisation], chance: random.Random) -> None:
        self.programme, self.case_type = cast.programme.pk, cast.rule_set.case_type.pk
        self.home, self.abroad, self.chance = home, abroad, chance
        self.pairs: dict[tuple[int, int], int] = {}
        self.partnerships = Rows(
            *(Partnership, "programme_id", "slug", "title_sv", "title_en", "parties_key", "is_public", "changed_at")
        )
        self.parties = Rows(Party, "partnership_id", "organisation_id", "position")
        self.cases = Rows(
            *(Case, "programme_id", "partnership_id", "case_type_id", "state", "reference", "title_sv", "title_en"),
            *("summary_sv", "summary_en", "start_year", "end_year", "starts_on", "ends_on", "search_text"),
            *("published_at", "changed_at"),
        )
        self.case_parties = Rows(CaseParty, "case_id", "organisation_id", "is_home", "position")
        self.grants = Rows(Commitment, "case_id", "amount", "currency", "committed_on")
        kinds: list[tuple[str, Any, int]] = [
            ("areas", ProjectArea, 2),
            ("topics", Topic, 2),
            ("core_areas", CoreArea, 3),
        ]
        self.terms = [
            (self._links(field, model), list(model.objects.order_by("pk").values_list("pk", flat=True)), most)
            for field, model, most in [*kinds, ("goals", Goal, 4)]
        ]
        self.countries = self._links("countries", Country)
        self.tables = [self.partnerships, self.parties, self.cases, self.case_parties, self.grants, self.countries]
        self.tables += [links for links, _terms, _most in self.terms]

    @staticmethod
    def _links(field: str, model: Any) -> Rows:
        return Rows(getattr(Case, field).through, "case_id", f"{model._meta.model_name}_id")

    def add(self, places: range) -> None:
        """Write the cases of these places."""
        for place in places:
            self._add_case(place)
        for table in self.tables:
            table.write()

    def finish(self) -> None:
        """Let what is made later have the numbers behind these."""
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [table.model for table in self.tables]):
                cursor.execute(statement)

    def _add_case(self, place: int) -> None:
        chance, sides = self.chance, (_skewed(self.chance, self.home), _skewed(self.chance, self.abroad))
        year, title = 2012 + int(chance.triangular(0, 15, 11)), a_title(chance)
        text, first = f"{title}. " * 12, connection.ops.adapt_datefield_value(date(year, 1, 1))
        moment = connection.ops.adapt_datetimefield_value(NOW - timedelta(minutes=place))
        case = self.cases.add(
            *(
                self.programme,
                self._pair(sides),
                self.case_type,
                State.RECORDED.value,
                f"BENCH-{place:07}",
                title,
                title,
            ),
            *(text, text, year, year + 2, first, connection.ops.adapt_datefield_value(date(year + 2, 12, 31))),
            *(fold(" ".join([title, *(one.name_en for one in sides)])), moment, moment),
        )
        for at, one in enumerate(sides):
            self.case_parties.add(case, one.pk, not at, at)
        self.grants.add(case, chance.randrange(20, 260) * 1_000_000, "SEK", first)
        self.countries.add(case, sides[1].country_id)
        for links, terms, most in self.terms:
            for term in chance.sample(terms, chance.randrange(1, most + 1)):
                links.add(case, term)

    def _pair(self, sides: tuple[Organisation, Organisation]) -> int:
        """Return the number of the partnership of two organisations."""
        key = (sides[0].pk, sides[1].pk)
        if key not in self.pairs:
            title = " – ".join(one.name_en for one in sides)
            slug, named = f"{slugify(title)}-{len(self.pairs)}", "-".join(map(str, key))
            moment = connection.ops.adapt_datetimefield_value(NOW)
            self.pairs[key] = self.partnerships.add(self.programme, slug, title, title, named, True, moment)
            for at, one in enumerate(sides):
                self.parties.add(self.pairs[key], one.pk, at)
        return self.pairs[key]


def a_title(chance: random.Random) -> str:
    """Return four words."""
    return " ".join(chance.sample(WORDS, 4)).capitalize()


def _skewed(chance: random.Random, options: list[Any]) -> Any:
    """Return one of `options`, the first ones far more often than the last."""
    return options[min(int(len(options) * (chance.paretovariate(1.2) - 1) / 40), len(options) - 1)]


def _organisations_abroad(cast: Any, number: int, chance: random.Random) -> list[Organisation]:
    kind = OrganisationType.objects.get(code="local_government")
    countries = list(cast.rule_set.countries.order_by("code"))
    wanted = []
    for place in range(number):
        name = f"{chance.choice(WORDS).capitalize()}ville {place} District"
        wanted.append(
            Organisation(
                slug=slugify(name), name_sv=name, name_en=name, search_text=fold(name), type=kind,
                country=_skewed(chance, countries), is_public=True, is_fictional=True, changed_at=NOW,
            )
        )  # fmt: skip
    made = Organisation.objects.bulk_create(wanted)
    OrganisationName.objects.bulk_create(
        OrganisationName(organisation=one, text=one.name_en, spelling=same_spelling(one.name_en), kind="official")
        for one in made
    )
    return made
