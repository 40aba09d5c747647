"""Loading the reference data that is shipped in the package. Loading it twice changes nothing."""

import csv
from collections.abc import Iterable
from importlib import resources
from typing import Any

from django.db import models, transaction

from samverka.ground.programme.models import (
    CoreArea,
    Country,
    Goal,
    OrganisationType,
    ProjectArea,
    Sector,
    Tag,
    Target,
    Topic,
)


def rows_of(file: str, package: str = "samverka.ground.programme") -> Iterable[dict[str, str]]:
    """Yield the rows of a CSV file in the folder `reference` of `package`; every value is text."""
    text = resources.files(package).joinpath("reference", file).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


@transaction.atomic
def load_taxonomies() -> int:
    """Load countries, purpose codes, areas, topics, tags, core areas, goals, targets and kinds of organisation.

    Returns how many rows were new. Rows that differ from the package are brought in line; none is deleted, because
    records may still point at it.
    """
    new = _load(Country, [_country(row) for row in rows_of("countries.csv")])
    new += _load(Sector, [_named(row) for row in rows_of("sectors.csv")])
    sectors = {sector.code: sector for sector in Sector.objects.all()}
    areas = [{**_named(row), "sector": sectors.get(row["sector_code"])} for row in rows_of("project_areas.csv")]
    new += _load(ProjectArea, areas)
    new += _load(Topic, [_named(row) for row in rows_of("topics.csv")])
    new += _load(Tag, [_named(row) for row in rows_of("tags.csv")])
    new += _load(CoreArea, [_named(row) for row in rows_of("core_areas.csv")])
    goals = [{**_named(row), "colour": row["colour"], "position": int(row["code"])} for row in rows_of("goals.csv")]
    new += _load(Goal, goals)
    by_code = {goal.code: goal for goal in Goal.objects.all()}
    new += _load(Target, [_target(row, place, by_code) for place, row in enumerate(rows_of("targets.csv"))])
    return new + _load(OrganisationType, [_organisation_type(row) for row in rows_of("organisation_types.csv")])


def _load(model: type[models.Model], wanted: list[dict[str, Any]]) -> int:
    """Bring the rows of `model` in line with `wanted`; return how many are new."""
    kept: dict[str, Any] = {row.code: row for row in model._default_manager.all()}  # type: ignore[attr-defined]
    model._default_manager.bulk_create(model(**row) for row in wanted if row["code"] not in kept)
    changed = []
    for row in wanted:
        record = kept.get(row["code"])
        if record and any(getattr(record, name) != value for name, value in row.items()):
            for name, value in row.items():
                setattr(record, name, value)
            changed.append(record)
    if changed:
        model._default_manager.bulk_update(changed, [name for name in wanted[0] if name != "code"])
    return len(wanted) - len(kept.keys() & {row["code"] for row in wanted})


def _named(row: dict[str, str]) -> dict[str, Any]:
    position = int(row.get("position") or 0)
    return {"code": row["code"], "name_sv": row["name_sv"], "name_en": row["name_en"], "position": position}


def _country(row: dict[str, str]) -> dict[str, Any]:
    more = {name: row[name] for name in ("alpha3", "dac_code", "currency", "region_group")}
    return {**_named(row), **more, "is_dac_recipient": row["dac_recipient"] == "yes"}


def _target(row: dict[str, str], place: int, goals: dict[str, Goal]) -> dict[str, Any]:
    names = {"name_sv": row["label_sv"], "name_en": row["label_en"]}
    return {"code": row["code"], **names, "position": place, "goal": goals[row["goal"]]}


def _organisation_type(row: dict[str, str]) -> dict[str, Any]:
    return {**_named(row), "can_apply": row["can_apply"] == "yes", "iati_type": row["iati_type"]}
