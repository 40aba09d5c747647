"""What a person has changed in a case that came from a file stays, whatever a later file says."""

from samverka.ground.accounts.models import Role, User
from samverka.ground.programme.models import Tag
from samverka.stages.projects.actions import edit_case_texts
from samverka.stages.projects.importing.applying import import_partnerships
from samverka.stages.projects.models import Case
from tests.projects.importing.conftest import written

ROW = {"id": "E1", "title": "Water for all", "swedish_partners": "Lunds kommun", "start_year": "2019"}


def editor_of(programme, at):
    person = User.objects.create(email="editor@catalogue.example", name="Editor", joined_at=at)
    Role.objects.create(user=person, programme=programme, kind=Role.Kind.EDITOR, starts_on=at.date())
    return person


def case():
    return Case.objects.get(reference="CAT-E1")


def test_a_changed_title_and_tag_stay_and_all_else_follows_the_file(take_in, catalogue, at):
    take_in({**ROW, "tags": "water"})
    editor = editor_of(catalogue, at)
    tags = Tag.objects.filter(code="waste")
    edit_case_texts(case(), title_en="Water for everybody", title_sv="Vatten", tags=tags, by=editor, at=at)
    plan = take_in({**ROW, "title": "Water to all", "start_year": "2020", "tags": "water"})
    kept = case()
    assert (kept.title_en, kept.title_sv, kept.start_year) == ("Water for everybody", "Vatten", 2020)
    assert [tag.code for tag in kept.tags.all()] == ["waste"]
    (line,) = [line for line in plan.lines if "start_year" in line.text]
    assert "left as a person has changed it: tags, title_en, title_sv" in line.text


def test_the_same_file_again_changes_nothing(take_in, catalogue, at):
    take_in(ROW)
    editor = editor_of(catalogue, at)
    edit_case_texts(case(), title_en="Water for everybody", by=editor, at=at)
    plan = import_partnerships(catalogue, written(ROW), by=None, at=at)
    assert [planned.changes for planned in plan.cases] == [[]]
    assert case().title_en == "Water for everybody"
