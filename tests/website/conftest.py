"""A programme with real Swedish municipalities and a few published cases, as an import leaves them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samverka.stages.projects.importing.applying import import_partnerships
from tests.conftest import NOW, standing_cast
from tests.factories.calls import drafted_call, open_call
from tests.factories.places import laid_out_once
from tests.factories.remembered import remembered
from tests.projects.importing.conftest import places_and_catalogue, written

ROWS = [
    {
        "id": "A1",
        "title": "Vatten för alla, Ї",
        "swedish_partners": "Håbo kommun",
        "international_partners": "Vračar Municipality",
        "country_iso2": "RS",
        "kind": "project",
        "project_area": "Education",
        "sdgs": "4;4.7;11",
        "themes": "Human Rights",
        "amount_sek": "1500000",
        "start_year": "2021",
        "end_year": "2023",
        "decision_date": "2021-03",
        "source_url_or_file": "https://www.example.org/habo (ref 7)",
    },
    {
        "id": "A2",
        "swedish_partners": "Habo kommun;Älmhults kommun",
        "international_partners": "Tlokwe City Council",
        "country_iso2": "ZA",
        "start_year": "2018",
        "source_url_or_file": "a letter",
    },
    {"id": "A3", "title": "Known by its title only"},
]


def more_rows(number):
    """Return rows of cases between Lund and as many places."""
    return [
        {
            "id": f"N{one}",
            "title": f"Number {one}",
            "swedish_partners": "Lunds kommun",
            "international_partners": f"Place {one};Other {one}",
            "country_iso2": "BW;KE",
            "project_area": "Education;Urban planning",
            "sdgs": "1;5",
            "start_year": "2020",
        }
        for one in range(number)
    ]


@pytest.fixture(scope="module")
def laid_out_catalogue(django_db_setup, django_db_blocker):
    with laid_out_once(django_db_blocker, lambda: published_catalogue(standing_cast())) as catalogue:
        yield catalogue


@remembered
def published_catalogue(cast):
    """Return the programme of the catalogue with its three cases; the start page speaks for it."""
    programme = places_and_catalogue(cast)
    programme.is_shown_first = True
    programme.save()
    publish_rows(cast, programme, ROWS)
    return programme


@remembered
def publish_rows(cast, programme, rows):
    """Import these rows, each of which must do."""
    assert not import_partnerships(programme, written(*rows), by=None, at=NOW).refusals


@pytest.fixture
def catalogue(laid_out_catalogue, cast):
    return laid_out_catalogue


@pytest.fixture
def add_cases(cast, catalogue):
    """Return a function that publishes so many cases more."""
    return lambda number: publish_rows(cast, catalogue, more_rows(number))


@pytest.fixture
def calls(cast):
    """Return a call of each kind that the public may or may not see, around this very day."""
    now = timezone.now()
    day = timedelta(days=1)

    def of(title, opens, closes):
        return {
            "title_en": title,
            "title_sv": f"{title} på svenska",
            "opens_at": now + opens * day,
            "closes_at": now + closes * day,
            "decision_on": (now + (closes + 9) * day).date(),
        }

    made = {
        "open": open_call(cast, now, **of("Open one", -1, 10)),
        "coming": open_call(cast, now, **of("Coming one", 5, 20)),
        "closed": open_call(cast, now, **of("Closed one", -20, 3)),
        "draft": drafted_call(cast, now, **of("Draft one", -1, 10)),
    }
    closed = made["closed"]
    closed.closes_at = now - 2 * day
    closed.save()
    return made


@pytest.fixture
def queries_of(client):
    """Return a function that counts the queries of a page that works."""

    def queries_of(path):
        client.get(path)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(path).status_code == 200
        return len(caught)

    return queries_of
