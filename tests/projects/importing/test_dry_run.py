"""The plan without its writing."""

from importlib import resources
from io import StringIO

from django.core.management import call_command

from samverka.ground.audit.models import Event
from samverka.stages.organisations.models import Organisation
from samverka.stages.projects.importing.applying import import_partnerships
from samverka.stages.projects.models import Case

CONTENT = resources.files("samverka.demo").joinpath("partnerships/partnerships.csv").read_bytes()


def test_a_dry_run_writes_nothing(catalogue, at):
    before = (Event.objects.count(), Organisation.objects.count())
    plan = import_partnerships(catalogue, CONTENT, dry_run=True, by=None, at=at)
    assert len(plan.cases) == 135
    assert not Case.objects.filter(programme=catalogue).exists()
    assert (Event.objects.count(), Organisation.objects.count()) == before


def test_the_command_prints_the_plan(catalogue):
    out = StringIO()
    file = str(resources.files("samverka.demo").joinpath("partnerships/partnerships.csv"))
    call_command("import_partnerships", file, "--programme", "catalogue", "--dry-run", stdout=out)
    said = out.getvalue()
    assert (
        "merge   row 110 MP109: “Tlokwe City Council” is JB Marks Local Municipality (South Africa): former name"
        in said
    )
    assert "Dry run: nothing was written." in said
