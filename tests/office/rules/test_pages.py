from uuid import uuid4

import pytest
from django.urls import reverse

from samverka.ground.programme.models import CostCategory, OrganisationType, RuleSet

FACTS = {
    "name_en": "Rules 2027", "name_sv": "Regler 2027", "source": "Board, 1 December", "valid_from": "2027-01-01",
    "valid_until": "", "max_years": "3", "min_team_each": "1", "assessors_needed": "2", "report_days": "60",
    "appeal_text_en": "Write to us.", "appeal_text_sv": "Skriv till oss.",
}  # fmt: skip


def url(name, rule_set):
    return reverse(f"office:{name}", args=[rule_set.pk])


def rows(*filled, stored=0):
    """Return what a browser sends for a set of rows."""
    sent = {"rows-TOTAL_FORMS": len(filled), "rows-INITIAL_FORMS": stored}
    for number, row in enumerate(filled):
        sent |= {f"rows-{number}-{name}": value for name, value in row.items()}
    return sent


def limit(**changes):
    sent = {"kind": "maximum", "scope": "year", "amount": "500 000", "region_group": "", "parties_from": "2"}
    return {**sent, "category": "", "source": "Guidelines", **changes}


def test_the_list_and_the_record_show_the_rules(cast, log_in):
    client = log_in(cast.rolf)
    assert cast.rule_set.name_sv in client.get(reverse("office:rule-sets")).content.decode()
    page = client.get(url("rule-set", cast.rule_set)).content.decode()
    for shown in ("Botswana", "Arbetsinsatser", "500\u00a0000\u00a0kr", "Genomförbarhet och budget"):
        assert shown in page
    assert url("rule-set-copy", cast.rule_set) not in page


@pytest.mark.parametrize("who", ["ingrid", "eva", "stranger"])
def test_strangers_find_nothing(cast, log_in, who):
    client = log_in(getattr(cast, who))
    assert client.get(reverse("office:rule-sets")).status_code == 404
    assert client.get(reverse("office:rule-set-new")).status_code == 404
    for name in ("", "-edit", "-copy", "-categories", "-limits", "-criteria"):
        assert client.get(url(f"rule-set{name}", cast.rule_set)).status_code == 404


def test_the_auditor_reads_and_is_told_why_nothing_more(cast, log_in):
    client = log_in(cast.rolf)
    assert client.post(url("rule-set-copy", cast.rule_set), FACTS).status_code == 403
    assert client.post(url("rule-set-limits", cast.rule_set), rows()).status_code == 403
    assert client.get(reverse("office:rule-set-new")).status_code == 404


def test_make_a_rule_set_and_send_it_twice(cast, log_in):
    country = cast.rule_set.countries.first()
    kind = OrganisationType.objects.first()
    sent = {
        **FACTS, "key": uuid4(), "case_type": cast.rule_set.case_type_id, "countries": [country.pk],
        "applicant_types": [kind.pk], "partner_types": [kind.pk],
    }  # fmt: skip
    client = log_in(cast.sara)
    first = client.post(reverse("office:rule-set-new"), sent)
    again = client.post(reverse("office:rule-set-new"), sent)
    made = RuleSet.objects.get(name_en="Rules 2027")
    assert first.url == again.url == url("rule-set", made)
    assert list(made.countries.all()) == [country]
    assert "criterion" in client.get(url("rule-set", made)).content.decode() or made.criteria.count() == 0


def test_an_empty_form_says_at_each_field_what_is_missing(cast, log_in):
    answer = log_in(cast.sara).post(reverse("office:rule-set-new"), {"name_sv": "Kvar"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Kvar" in page
    assert 'href="#id_valid_from"' in page


def test_copy_rules_that_are_in_use(cast, log_in):
    RuleSet.objects.update(is_frozen=True)
    client = log_in(cast.helena)
    form = client.get(url("rule-set-copy", cast.rule_set)).context["form"]
    assert form["valid_from"].value() is None
    client.post(url("rule-set-copy", cast.rule_set), {**FACTS, "key": uuid4()})
    copied = RuleSet.objects.get(name_en="Rules 2027")
    assert copied.limits.count() == cast.rule_set.limits.count()
    assert copied.source == "Board, 1 December"
    assert copied.reports_early


def test_frozen_rules_cannot_be_changed_and_the_page_says_to_copy_them(cast, log_in):
    RuleSet.objects.update(is_frozen=True)
    client = log_in(cast.sara)
    answer = client.post(url("rule-set-categories", cast.rule_set), rows({"code": "", "name_en": "X", "name_sv": "X"}))
    assert answer.status_code == 409
    assert "Copy them" in answer.content.decode() or "Kopiera dem" in answer.content.decode()
    assert not CostCategory.objects.filter(name_en="X").exists()


def test_a_new_category_sent_twice_is_one(cast, log_in):
    client = log_in(cast.sara)
    kept = [
        {"code": one.code, "name_en": one.name_en, "name_sv": one.name_sv} for one in cast.rule_set.categories.all()
    ]
    sent = rows(*kept, {"code": "", "name_en": "Childcare", "name_sv": "Barnomsorg"}, stored=len(kept))
    for _time in range(2):
        assert client.post(url("rule-set-categories", cast.rule_set), sent).url == url("rule-set", cast.rule_set)
    assert cast.rule_set.categories.count() == len(kept) + 1
    assert cast.rule_set.limits.filter(category__code="working_hours").exists()


def test_limits_are_typed_as_money_and_removed_by_a_tick(cast, log_in):
    client = log_in(cast.sara)
    hours = cast.rule_set.categories.get(code="working_hours")
    sent = rows(
        limit(), limit(kind="guide", amount="1 250,50 kr", category=hours.pk), limit(scope="case", DELETE="on"),
        {"parties_from": "2", "kind": "maximum", "scope": "year"}, stored=3,
    )  # fmt: skip
    client.post(url("rule-set-limits", cast.rule_set), sent)
    assert list(cast.rule_set.limits.values_list("kind", "amount", "category")) == [
        ("maximum", 500_000_00, None), ("guide", 1_250_50, hours.pk),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ([limit(amount="much")], 422),
        ([limit(amount="500 EUR")], 422),
        ([limit(category="999999")], 422),
        ([limit(), limit(amount="1")], 409),
    ],
)
def test_wrong_limits_are_refused_and_what_was_typed_stays(cast, log_in, wrong, status):
    before = list(cast.rule_set.limits.values_list("pk", flat=True))
    answer = log_in(cast.sara).post(url("rule-set-limits", cast.rule_set), rows(*wrong))
    assert answer.status_code == status
    assert "error-summary" in answer.content.decode()
    assert wrong[-1]["amount"] in answer.content.decode()
    assert list(cast.rule_set.limits.values_list("pk", flat=True)) == before


def test_pages_ask_few_queries_however_many_rows_there_are(cast, log_in, django_assert_max_num_queries):
    client = log_in(cast.sara)
    for name in ("rule-set", "rule-set-edit", "rule-set-limits"):
        with django_assert_max_num_queries(15):
            client.get(url(name, cast.rule_set))
