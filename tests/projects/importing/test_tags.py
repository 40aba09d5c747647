"""Tags in a file: optional, by code or name, and never taken away by a file that does not speak of them."""

from samverka.ground.programme.models import Tag
from samverka.stages.projects.importing.applying import import_partnerships
from samverka.stages.projects.importing.rows import COLUMNS
from samverka.stages.projects.models import Case
from tests.projects.importing.conftest import written

ROW = {"id": "T1", "title": "Water for all", "swedish_partners": "Lunds kommun"}


def tags():
    return set(Case.objects.get(reference="CAT-T1").tags.values_list("code", flat=True))


def test_a_file_gives_tags_and_changes_them(take_in):
    take_in({**ROW, "tags": "water;Hälsa;Health"})
    assert tags() == {"water", "health"}
    take_in({**ROW, "tags": "water"})
    assert tags() == {"water"}
    take_in({**ROW, "tags": ""})
    assert tags() == set()


def test_a_file_without_the_column_leaves_them(take_in, catalogue, at):
    take_in(ROW)
    Case.objects.get(reference="CAT-T1").tags.set(Tag.objects.filter(code="waste"))
    columns = [name for name in COLUMNS if name != "tags"]
    plan = import_partnerships(catalogue, written(ROW, columns=columns), by=None, at=at)
    assert [planned.changes for planned in plan.cases] == [[]]
    assert tags() == {"waste"}
