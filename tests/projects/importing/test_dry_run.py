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


def test_the_summary_counts_cases_organisations_and_merged_names_apart(take_in):
    places = {"swedish_partners": "Falu kommun", "country_iso2": "ZA"}
    take_in({**places, "title": "First", "international_partners": "Tlokwe City Council"})
    plan = take_in(
        {**places, "title": "First", "international_partners": "Tlokwe City Council"},
        {**places, "title": "Second", "international_partners": "Somewhere Town"},
        {**places, "title": "Third", "international_partners": "Somewhere Town", "start_year": "2"},
        dry_run=True,
    )
    said = "Cases: 1 create, 0 change, 1 keep, 1 refuse. Organisations: 1 create. Names: %s merge."
    assert plan.summary == said % plan.counts["merge"]
    assert plan.counts["merge"] >= 1
