"""The map before anything is published."""

from samverka.faces.website.map.counting import count_at_home, count_by_country, count_without_country, years_at_work
from samverka.stages.projects.models import Case
from tests.factories.projects import running_case


def test_before_anything_is_published(client, cast):
    text = client.get("/en/map/").content.decode()
    assert "Nothing has been published yet." in text
    assert '<svg class="map' not in text


def test_no_years_where_none_is_known(cast):
    assert list(years_at_work(Case.objects.public())) == []


def test_a_case_that_runs_unpublished_counts_nowhere(cast, at):
    running_case(cast, at)
    assert count_by_country(Case.objects.public()) == count_at_home(Case.objects.public()) == []
    assert count_without_country(Case.objects.public()) == 0
