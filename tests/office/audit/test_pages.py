import csv
import io

import pytest
from django.urls import reverse

from samverka.faces.office.audit.kinds import name_of_kind
from samverka.ground.accounts.actions import edit_person, give_role
from samverka.ground.accounts.models import User
from samverka.ground.audit.actions import record
from samverka.ground.audit.models import Event
from samverka.ground.programme.actions import edit_criteria
from samverka.ground.programme.models import Programme
from tests.factories import payments, projects

SHARED = ["accounts.user", "organisations.organisation"]  # What the programmes have in common.


@pytest.fixture
def changes(cast, at):
    edit_person(cast.nils, name="Nils Öberg", language="sv", by=cast.nils, at=at)
    edit_criteria(cast.rule_set, rows=[], by=cast.sara, at=at)


def shown(client, **asked):
    """Return the first cell of each row: what was done."""
    table = client.get(reverse("office:audit"), asked).context["table"]
    return [line[0].value for line in table.lines]


def test_the_record_of_changes_is_narrowed_by_words_kind_and_person(cast, log_in, changes, at):
    edit_person(cast.helena, name="Helena Ståhl", language="en", by=cast.helena, at=at)
    client = log_in(cast.helena)
    assert "Criteria changed" in shown(client)
    assert shown(client, q="criteria CHANGED") == ["Criteria changed"]
    assert "Person changed" in shown(client, q="ÖBERG")
    assert set(shown(client, kind="programme.ruleset")) == {"Criteria changed"}
    assert shown(client, by="sara") == ["Criteria changed"]
    assert shown(client, by="sara", kind="accounts.user") == []


def test_changes_in_another_programme_are_not_found(cast, log_in, changes, at):
    elsewhere = Programme.objects.create(
        owner=cast.programme.owner, slug="elsewhere", reference_prefix="E", home_country=cast.programme.home_country
    )
    record("Tried elsewhere", cast.ingrid, by=None, at=at, programme=elsewhere.pk)
    record("Tried here", cast.programme.rule_sets.get(), by=None, at=at)
    record("Tried with what they share", cast.sekao, by=None, at=at)
    for who in (cast.helena, cast.rolf):
        seen = shown(log_in(who))
        assert "Tried elsewhere" not in seen
        assert {"Tried here", "Tried with what they share"} <= set(seen)
        file = log_in(who).get(reverse("office:audit-download"))
        assert b"Tried elsewhere" not in b"".join(file.streaming_content)
    give_role(cast.rolf, "auditor", elsewhere, by=None, at=at)
    assert "Tried elsewhere" in shown(log_in(User.objects.get(pk=cast.rolf.pk)))
    assert not Event.objects.visible_to(cast.helena).filter(programme_id=elsewhere.pk).exists()


def test_all_that_is_done_in_a_programme_carries_its_number(cast, at):
    paid = payments.paid(cast, at)
    projects.public_case(cast, at, paid.case)
    assert not Event.objects.exclude(subject_kind__in=SHARED).exclude(programme_id=cast.programme.pk)
    kinds = {"call", "application", "eligibilitycheck", "assignment", "decision", "agreement", "case", "payment"}
    assert kinds <= {kind.partition(".")[2] for kind in Event.objects.values_list("subject_kind", flat=True)}
    assert not Event.objects.filter(subject_kind__in=SHARED, what="Role given", programme_id=None)


def test_fifty_stand_on_a_page_and_the_queries_stay_the_same(cast, log_in, at, django_assert_max_num_queries):
    for number in range(60):
        record("Tried", cast.sekao, by=cast.sara, at=at, number=number)
    client = log_in(cast.rolf)
    with django_assert_max_num_queries(9):
        table = client.get(reverse("office:audit")).context["table"]
    assert len(table.lines) == 50


def test_the_file_holds_the_same_rows_as_the_list_all_of_them(cast, log_in, at):
    for number in range(60):
        record("Tried", cast.sekao, by=cast.sara, at=at, number=number)
    answer = log_in(cast.rolf).get(reverse("office:audit-download"), {"q": "tried"})
    assert answer.streaming
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 60
    assert rows[0]["by_email"] == cast.sara.email
    assert rows[0]["at"] == "2026-03-02T09:00:00+00:00"
    assert {row["details"] for row in rows} == {f'{{"number": {number}}}' for number in range(60)}


def test_the_file_carries_no_formula_into_a_spreadsheet(cast, log_in, at):
    edit_person(cast.nils, name='=HYPERLINK("http://x.example")', language="sv", by=cast.nils, at=at)
    answer = log_in(cast.rolf).get(reverse("office:audit-download"), {"kind": "accounts.user"})
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[0]["record"].startswith("'=")


@pytest.mark.parametrize("who", ["ingrid", "eva", "stranger", "sara", "farid", "maja"])
def test_strangers_find_nothing(cast, log_in, who):
    client = log_in(getattr(cast, who))
    for name in ("audit", "audit-download"):
        assert client.get(reverse(f"office:{name}")).status_code == 404


def test_every_kind_has_a_name(cast, changes):
    assert all(name_of_kind(kind) for kind in Event.objects.values_list("subject_kind", flat=True))
    assert name_of_kind("programme.costcategory") == "Cost category"
    assert name_of_kind("gone.model") == "gone.model"
