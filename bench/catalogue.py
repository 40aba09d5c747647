"""A synthetic catalogue with the skew of the real one: few organisations have many cases, most have one."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction
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


@transaction.atomic
def fill_catalogue(cast: Any, cases: int, chance: random.Random) -> list[Organisation]:
    """Put `cases` public cases in the database; return the organisations abroad, as many as it needs, 3,000 at most."""
    Organisation.objects.filter(country__code="SE").update(is_public=True)
    abroad = _organisations_abroad(cast, min(max(60, cases // 6), 3_000), chance)
    home = list(Organisation.objects.filter(country__code="SE", is_fictional=False))
    pairs: dict[tuple[Any, Any], Partnership] = {}
    for first in range(0, cases, AT_ONCE):
        _fill_part(cast, range(first, min(first + AT_ONCE, cases)), (home, abroad), pairs, chance)
    return abroad


def _fill_part(
    cast: Any, places: range, choices: tuple[Any, Any], pairs: dict[Any, Partnership], chance: random.Random
) -> None:
    rows, parties, new = [], [], {}
    for place in places:
        sides = (_skewed(chance, choices[0]), _skewed(chance, choices[1]))
        if sides not in pairs:
            pairs[sides] = new[sides] = _partnership(cast, sides, len(pairs))
        case = _case(cast, pairs[sides], sides, place, chance)
        rows.append(case)
        parties += [CaseParty(case=case, organisation=one, is_home=not at, position=at) for at, one in enumerate(sides)]
    Partnership.objects.bulk_create(new.values(), **EACH)
    in_pair = [
        Party(partnership=pair, organisation=one, position=at)
        for sides, pair in new.items()
        for at, one in enumerate(sides)
    ]
    Party.objects.bulk_create(in_pair, **EACH)
    Case.objects.bulk_create(rows, **EACH)
    CaseParty.objects.bulk_create(parties, **EACH)
    grants = [
        Commitment(case=case, amount=chance.randrange(20, 260) * 1_000_000, currency="SEK", committed_on=case.starts_on)
        for case in rows
    ]
    Commitment.objects.bulk_create(grants, **EACH)
    _tag(rows, parties, chance)


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


def _partnership(cast: Any, sides: tuple[Any, Any], number: int) -> Partnership:
    title = " – ".join(one.name_en for one in sides)
    key = "-".join(str(one.pk) for one in sides)
    return Partnership(
        programme=cast.programme, slug=f"{slugify(title)}-{number}", title_sv=title, title_en=title,
        parties_key=key, is_public=True, changed_at=NOW,
    )  # fmt: skip


def _case(cast: Any, pair: Partnership, sides: tuple[Any, Any], place: int, chance: random.Random) -> Case:
    year = 2012 + int(chance.triangular(0, 15, 11))
    title = a_title(chance)
    text = f"{title}. " * 12
    return Case(
        programme=cast.programme, partnership=pair, case_type=cast.rule_set.case_type, state=State.RECORDED,
        reference=f"BENCH-{place:07}", title_sv=title, title_en=title, summary_sv=text, summary_en=text,
        start_year=year, end_year=year + 2, starts_on=date(year, 1, 1), ends_on=date(year + 2, 12, 31),
        search_text=fold(" ".join([title, *(one.name_en for one in sides)])),
        published_at=NOW - timedelta(minutes=place), changed_at=NOW - timedelta(minutes=place),
    )  # fmt: skip


def _tag(rows: list[Case], parties: list[CaseParty], chance: random.Random) -> None:
    """Give each case its country, areas, topics, core areas and goals."""
    kinds: list[tuple[str, Any, int]] = [("areas", ProjectArea, 2), ("topics", Topic, 2), ("core_areas", CoreArea, 3)]
    for field, model, most in [*kinds, ("goals", Goal, 4)]:
        terms = list(model.objects.order_by("pk"))
        through = getattr(Case, field).through
        column = f"{model._meta.model_name}_id"
        chosen = [
            through(case_id=case.pk, **{column: term.pk})
            for case in rows
            for term in chance.sample(terms, chance.randrange(1, most + 1))
        ]
        through.objects.bulk_create(chosen, **EACH)
    of_case = Case.countries.through
    home = Country.objects.get(code="SE").pk
    places = [(party.case_id, party.organisation.country_id) for party in parties]
    of_case.objects.bulk_create(
        [of_case(case_id=case, country_id=country) for case, country in places if country != home], **EACH
    )
