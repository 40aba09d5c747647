"""The map before anything is published."""

from samverka.faces.website.map.counting import Choices, Counts, choices_in, count_cases
from samverka.stages.catalogue.actions import current_catalogue
from tests.factories.projects import running_case


def test_before_anything_is_published(client, cast):
    text = client.get("/en/map/").content.decode()
    assert "Nothing has been published yet." in text
    assert '<svg class="map' not in text


def test_a_case_that_runs_unpublished_counts_nowhere_and_offers_no_choice(cast, at):
    running_case(cast, at)
    assert count_cases(current_catalogue(at)) == Counts(0, 0, [], [], [])
    assert choices_in(current_catalogue(at)) == Choices([], [])
