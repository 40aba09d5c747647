"""The codes that the standards accept, shipped in `reference/codes.csv`."""

from functools import cache

from samverka.ground.programme.loading import rows_of

CURRENCY = "currency"
COUNTRY_IATI = "country_iati"
COUNTRY_360GIVING = "country_360giving"
AGENCY = "agency"


@cache
def _codes() -> frozenset[tuple[str, str]]:
    return frozenset((row["list"], row["code"]) for row in rows_of("codes.csv", "samverka.faces.opendata"))


def is_known(which: str, code: str) -> bool:
    """Tell whether `code` stands in the list called `which`."""
    return (which, code) in _codes()
