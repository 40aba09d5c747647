"""A synthetic catalogue with the skew of the real one: few organisations have many cases, most have one."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from samverka.ground.common.folding import fold, same_spelling
from samverka.ground.programme.models import CoreArea, Country, Goal, OrganisationType, ProjectArea, Topic
from samverka.stages.applications.models import Application, Partner, Submission
from samverka.stages.applications.states import State as ApplicationState
from samverka.stages.calls.models import Call
from samverka.stages.organisations.models import Organisation, OrganisationName
from samverka.stages.partnerships.models import Partnership, Party
from samverka.stages.projects.models import Case, CaseParty, Commitment
from samverka.stages.projects.states import State as CaseState

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WORDS = [
    *("water", "waste", "youth", "council", "gender", "health", "school", "climate", "budget", "library"),
    *("traffic", "energy", "culture", "tourism", "planning", "elderly", "archive", "forest", "harbour", "market"),
    *("housing", "sanitation", "dialogue", "rights", "women", "language", "sport", "music", "food", "land"),
]


@transaction.atomic
def fill(cast: Any, call: Call, cases: int, seed: int = 2026) -> None:
    """Put `cases` public cases and as many submitted applications in the database."""
    chance = random.Random(seed)  # noqa: S311 - reproducible data, no secret
    abroad = _organisations_abroad(max(40, cases // 6), chance)
    home = list(Organisation.objects.filter(country__code="SE", is_fictional=False)[:311])
    _cases(cast, home, abroad, cases, chance)
    _applications(cast, call, home, abroad, cases, chance)


def _skewed(chance: random.Random, options: list[Any]) -> Any:
    """Return one of `options`, the first ones far more often than the last."""
    return options[min(int(len(options) * chance.paretovariate(1.2) / 40), len(options) - 1)]


def _title(chance: random.Random) -> str:
    return " ".join(chance.sample(WORDS, 4)).capitalize()


def _organisations_abroad(number: int, chance: random.Random) -> list[Organisation]:
    kind = OrganisationType.objects.get(code="local_government")
    countries = list(Country.objects.exclude(code="SE"))
    wanted = []
    for place in range(number):
        name = f"{chance.choice(WORDS).capitalize()}ville {place} District"
        country = _skewed(chance, countries)
        wanted.append(
            Organisation(
                slug=slugify(name), name_sv=name, name_en=name, search_text=fold(name), type=kind, country=country,
                is_public=True, changed_at=NOW,
            )
        )  # fmt: skip
    made = Organisation.objects.bulk_create(wanted)
    OrganisationName.objects.bulk_create(
        OrganisationName(organisation=one, text=one.name_en, spelling=same_spelling(one.name_en), kind="official")
        for one in made
    )
    Organisation.objects.filter(country__code="SE").update(is_public=True)
    return made


def _cases(cast: Any, home: list[Organisation], abroad: list[Organisation], number: int, chance: random.Random) -> None:
    kinds = list(cast.programme.case_types.all())
    pairs: dict[tuple[int, int], Partnership] = {}
    rows, parties = [], []
    for place in range(number):
        one, other = _skewed(chance, home), _skewed(chance, abroad)
        key = (one.pk, other.pk)
        if key not in pairs:
            title = f"{one.name_en} – {other.name_en}"
            pairs[key] = Partnership(
                programme=cast.programme, slug=f"{slugify(title)}-{len(pairs)}", title_sv=title, title_en=title,
                parties_key=f"{one.pk}-{other.pk}", is_public=True, changed_at=NOW,
            )  # fmt: skip
        year = 2012 + min(int(chance.triangular(0, 15, 11)), 14)
        title = _title(chance)
        case = Case(
            programme=cast.programme, partnership=pairs[key], case_type=chance.choice(kinds), state=CaseState.RECORDED,
            reference=f"BENCH-{place:07}", title_sv=title, title_en=title, summary_sv=title * 6, summary_en=title * 6,
            start_year=year, end_year=year + 2, starts_on=date(year, 1, 1), ends_on=date(year + 2, 12, 31),
            search_text=fold(f"{title} {one.name_sv} {other.name_en}"), published_at=NOW,
            changed_at=NOW - timedelta(minutes=place),
        )  # fmt: skip
        rows.append(case)
        parties += [CaseParty(case=case, organisation=one, is_home=True, position=0)]
        parties += [CaseParty(case=case, organisation=other, is_home=False, position=1)]
    Partnership.objects.bulk_create(pairs.values(), batch_size=500)
    Party.objects.bulk_create(
        [
            Party(partnership=pair, organisation_id=number, position=position)
            for key, pair in pairs.items()
            for position, number in enumerate(key)
        ],
        batch_size=500,
    )
    Case.objects.bulk_create(rows, batch_size=500)
    CaseParty.objects.bulk_create(parties, batch_size=500)
    Commitment.objects.bulk_create(
        [Commitment(case=case, amount=chance.randrange(20, 260) * 1_000_000, currency="SEK") for case in rows],
        batch_size=500,
    )
    _tags(rows, {one.pk: one for one in abroad}, parties, chance)


def _tags(rows: list[Case], abroad: dict[int, Organisation], parties: list[CaseParty], chance: random.Random) -> None:
    """Give each case its country, areas, topics, core areas and goals."""
    kinds: list[tuple[str, Any, int]] = [("areas", ProjectArea, 2), ("topics", Topic, 2), ("core_areas", CoreArea, 3)]
    for field, model, most in [*kinds, ("goals", Goal, 4)]:
        terms = list(model.objects.all())
        through = getattr(Case, field).through
        column = f"{model._meta.model_name}_id"
        through.objects.bulk_create(
            [
                through(case_id=case.pk, **{column: term.pk})
                for case in rows
                for term in chance.sample(terms, chance.randrange(1, most + 1))
            ],
            batch_size=500,
        )
    of_case = Case.countries.through
    of_case.objects.bulk_create(
        [
            of_case(case_id=party.case_id, country_id=abroad[party.organisation_id].country_id)
            for party in parties
            if party.organisation_id in abroad
        ],
        batch_size=500,
    )


def _applications(
    cast: Any, call: Call, home: list[Organisation], abroad: list[Organisation], number: int, chance: random.Random
) -> None:
    rows = [
        Application(
            call=call, reference=f"BAPP-{place:07}", state=ApplicationState.SUBMITTED, title=_title(chance),
            summary_sv="Text " * 60, summary_en="Text " * 60, created_at=NOW - timedelta(minutes=place),
            created_by=cast.ingrid, first_submitted_at=NOW, submitted_at=NOW,
        )
        for place in range(number)
    ]  # fmt: skip
    Application.objects.bulk_create(rows, batch_size=500)
    Partner.objects.bulk_create(
        [
            Partner(application=row, organisation=chance.choice(options), position=position)
            for row in rows
            for position, options in enumerate((home, abroad))
        ],
        batch_size=500,
    )
    Submission.objects.bulk_create(
        [
            Submission(
                application=row, number=1, content={}, content_hash="0" * 64, submitted_by=cast.ingrid, submitted_at=NOW
            )
            for row in rows
        ],
        batch_size=500,
    )
