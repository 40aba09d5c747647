"""The order of the house as pyproject.toml tells it to import-linter, for tests that look where it cannot."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "samverka"


def layers():
    """Return the names of the packages from the highest layer to the lowest; those in one layer stand together."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    order = {contract["containers"][0]: contract for contract in contracts if contract.get("exhaustive")}
    return [layer for floor in order["samverka"]["layers"] for layer in expanded(f"samverka.{names(floor)[0]}", order)]


def expanded(floor, order):
    """Return the layers within a floor, or the floor itself where it has none."""
    if floor not in order:
        return [[floor]]
    return [[f"{floor}.{name}" for name in names(layer)] for layer in order[floor]["layers"]]


def names(layer):
    """Return the names in one layer as import-linter writes it: "(calls) | (matching)"."""
    return [name.strip(" ()") for name in layer.split("|")]
