"""What bad files get: a sentence for each fault with its row, and nothing written."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from samverka.ground.common.refusals import NotAllowed, Refused
from samverka.stages.organisations.models import Organisation
from samverka.stages.projects.importing.applying import import_partnerships
from samverka.stages.projects.importing.rows import COLUMNS
from samverka.stages.projects.models import Case
from tests.projects.importing.conftest import written

GOOD = {
    "title": "Water for all",
    "swedish_partners": "Lunds kommun",
    "international_partners": "Somewhere Town",
    "country_iso2": "BW",
}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"swedish_partners": "Lunnds kommun"}, "Do you mean Lunds kommun?"),
        ({"swedish_partners": "Hábo kommun"}, "can mean Håbo kommun or Habo kommun"),
        ({"country_iso2": "QQ"}, "“QQ” is no country that is known here."),
        ({"country_iso2": ""}, "1 international partners, 0 countries"),
        ({"international_partners": "A;B;C", "country_iso2": "BW;ZM"}, "3 international partners, 2 countries"),
        ({"kind": "party"}, "“party” is no kind of case that is known here."),
        ({"project_area": "Education;Magic"}, "“Magic” is no project area"),
        ({"themes": "Magic"}, "“Magic” is no topic"),
        ({"tags": "Magic;water"}, "“Magic” is no tag that is known here."),
        ({"sdgs": "18"}, "“18” is no global goal"),
        ({"sdgs": "10 - Less inequality16 - Peace;4.99"}, "“4.99” is no target"),
        ({"amount_sek": "närmare 10 miljoner"}, "is not an exact amount"),
        ({"amount_sek": "-5"}, "above zero"),
        ({"start_year": "21"}, "“21” is not a year"),
        ({"start_year": "2024", "end_year": "2021"}, "It ends before it starts."),
        ({"decision_date": "2021-02-30"}, "“2021-02-30” is not a day."),
        ({"decision_date": "Okt 24, 2019"}, "is not a day"),
        ({"title": "x" * 301}, "The title is longer than 300 letters."),
        ({"international_partners": "x" * 201}, "is longer than 200 letters"),
        ({"id": "../etc"}, "It needs an id"),
        ({"id": ""}, "It needs an id"),
        ({"title": "", "swedish_partners": "", "international_partners": "", "country_iso2": ""}, "Neither a title"),
    ],
)
def test_a_fault_stops_the_whole_file(take_in, wrong, sentence):
    organisations = Organisation.objects.count()
    plan = take_in(GOOD, {**GOOD, **wrong})
    assert [line.row for line in plan.refusals] == [3] * len(plan.refusals)
    assert any(sentence in line.text for line in plan.refusals), [line.text for line in plan.refusals]
    assert not Case.objects.filter(programme__slug="catalogue").exists()
    assert Organisation.objects.count() == organisations


def test_an_id_stands_once(take_in):
    plan = take_in({**GOOD, "id": "A"}, {**GOOD, "id": "A", "title": "Another"})
    assert [str(line) for line in plan.refusals] == [
        "refuse  row 3 A: Its id stands in row 2 already. Give each case its own."
    ]


def test_more_cells_than_columns(catalogue, at):
    content = b"id,title,swedish_partners\nA,Water,for,all\n"
    plan = import_partnerships(catalogue, content, by=None, at=at)
    assert "more cells than there are columns" in plan.refusals[0].text


def test_fewer_cells_are_unknown_values(catalogue, at):
    plan = import_partnerships(catalogue, b"id,title,swedish_partners\nA,Water\n\n", by=None, at=at)
    assert not plan.refusals
    assert Case.objects.get(reference="CAT-A").title_en == "Water"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("id,title\nA,Växjö\n".encode("latin-1"), "not in UTF-8"),
        (b"", "name the columns"),
        (b"title,kind\nA,B\n", "“id” must be among them"),
        (b"id;title\nA;B\n", "separated by commas"),
        (b"id,title,title\nA,B,C\n", "named twice"),
        (b'id,title\nA,"B\n', "quotation mark"),
    ],
)
def test_a_file_that_is_none(catalogue, at, content, sentence):
    with pytest.raises(Refused, match=sentence):
        import_partnerships(catalogue, content, by=None, at=at)


def test_a_column_that_is_not_known_is_said(take_in):
    plan = take_in({**GOOD, "colour": "red"}, columns=[*COLUMNS, "colour"])
    assert str(plan.lines[0]) == "note    file: The column “colour” is not known; nothing in it is read."
    assert not plan.refusals


def test_a_mark_before_the_first_letter_does_no_harm(catalogue, at):
    plan = import_partnerships(catalogue, b"\xef\xbb\xbf" + written({**GOOD, "id": "A"}), by=None, at=at)
    assert not plan.refusals


def test_a_corrected_file_changes_what_it_corrects(take_in, at):
    take_in({**GOOD, "amount_sek": "300000", "sdgs": "4"})
    case = Case.objects.get(reference="CAT-T1")
    plan = take_in({**GOOD, "amount_sek": "350 000", "sdgs": "4;5", "international_partners": "Elsewhere"})
    assert "change  row 2 T1: case “Water for all”: goals, parties, amount" in map(str, plan.lines)
    case.refresh_from_db()
    assert case.commitments.get().amount == 350_000_00
    assert [goal.code for goal in case.goals.all()] == ["4", "5"]
    assert [party.organisation.name_en for party in case.parties.all()] == ["Lund Municipality", "Elsewhere"]
    assert case.partnership.title_en == "Lund – Elsewhere"


def test_a_case_that_runs_here_is_left_alone(take_in):
    take_in(GOOD)
    Case.objects.filter(reference="CAT-T1").update(state="running")
    assert "runs in this system" in take_in({**GOOD, "title": "Other"}).refusals[0].text


def test_a_demonstration_takes_no_real_cases(cast, at):
    with pytest.raises(Refused, match="“Demonstration Programme” is a demonstration with invented cases"):
        import_partnerships(cast.programme, written({**GOOD, "id": "A"}), by=None, at=at)
    assert not Case.objects.filter(programme=cast.programme).exists()


@pytest.mark.parametrize("word", ["unknown", "Okänd", "–", "?", "n/a", "(unknown)", "TBD", "placeholder", "..."])
def test_a_word_for_not_known_is_an_empty_cell(take_in, word):
    unsure = ("kind", "project_area", "themes", "network", "amount_sek", "start_year", "decision_date")
    plan = take_in({**GOOD, **dict.fromkeys(unsure, word), "source_url_or_file": word})
    assert not plan.refusals
    case = Case.objects.get(reference="CAT-T1")
    assert (case.source, case.case_type, case.network, case.start_year, case.decided_text) == ("", None, None, None, "")


def test_namibia_is_a_country_and_a_source_that_is_known_stays(take_in):
    take_in({**GOOD, "country_iso2": "NA", "source_url_or_file": "Unknown Town, annual report"})
    case = Case.objects.get(reference="CAT-T1")
    assert case.source == "Unknown Town, annual report"
    assert [one.code for one in case.countries.all()] == ["NA"]


def test_who_may_import(cast, catalogue, at):
    with pytest.raises(NotAllowed):
        import_partnerships(catalogue, b"id\n", by=cast.ingrid, at=at)


def test_the_command_says_what_is_wrong(catalogue, tmp_path):
    file = tmp_path / "cases.csv"
    file.write_bytes(written({**GOOD, "id": "A", "country_iso2": "QQ"}))
    with pytest.raises(CommandError, match=r"Nothing was written: correct the refused rows \(2\)"):
        call_command("import_partnerships", str(file), "--programme", "catalogue", stdout=StringIO())
    with pytest.raises(CommandError, match="There is no programme “other”"):
        call_command("import_partnerships", str(file), "--programme", "other")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_partnerships", str(tmp_path / "none.csv"), "--programme", "catalogue")
