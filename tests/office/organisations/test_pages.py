import pytest
from django.urls import reverse

from samverka.stages.organisations.models import Membership, Organisation


def url(name, organisation):
    return reverse(f"office:{name}", args=[organisation.slug])


def facts(organisation, **changes):
    """Return the form of a new organisation in the same country and of the same kind."""
    sent = {"name_en": "Nyby Municipality", "name_sv": "Nyby kommun", "short_en": "", "short_sv": ""}
    return {**sent, "type": organisation.type_id, "country": organisation.country_id, **changes}


def test_the_list_is_searched_by_any_name_and_narrowed(cast, log_in):
    client = log_in(cast.rolf)
    page = client.get(reverse("office:organisations"), {"q": "EXEMPELBY"}).content.decode()
    assert "Exempelby kommun" in page
    assert "Annanby" not in page
    page = client.get(reverse("office:organisations"), {"country": cast.sekao.country_id}).content.decode()
    assert "Sekao" in page
    assert "Exempelby" not in page


def test_the_record_shows_names_members_and_who_may_sign(cast, log_in):
    page = log_in(cast.rolf).get(url("organisation", cast.exempelby)).content.decode()
    for shown in ("Exempelby Municipality", "Ingrid Bergsten", "Council decision (fictional)"):
        assert shown in page
    assert url("organisation-rename", cast.exempelby) not in page
    assert "organisation=exempelby-municipality" in page


@pytest.mark.parametrize("who", ["ingrid", "eva", "stranger"])
def test_strangers_find_nothing_not_even_their_own(cast, log_in, who):
    client = log_in(getattr(cast, who))
    for address in (
        reverse("office:organisations"),
        reverse("office:organisation-new"),
        *(url(f"organisation{name}", cast.exempelby) for name in ("", "-edit", "-rename", "-name")),
    ):
        assert client.get(address).status_code == 404
        assert client.post(address, facts(cast.exempelby)).status_code == 404


def test_the_auditor_changes_nothing(cast, log_in):
    client = log_in(cast.rolf)
    for name in ("-edit", "-rename", "-name"):
        assert client.post(url(f"organisation{name}", cast.exempelby), {}).status_code == 403


def test_register_an_organisation_twice_makes_one(cast, log_in):
    client = log_in(cast.sara)
    for _time in range(2):
        answer = client.post(reverse("office:organisation-new"), facts(cast.exempelby))
        assert answer.url == reverse("office:organisation", args=["nyby-municipality"])
    assert Organisation.objects.filter(name_en="Nyby Municipality").count() == 1


def test_rename_and_add_a_name(cast, log_in):
    client = log_in(cast.sara)
    client.post(url("organisation-rename", cast.exempelby), {**facts(cast.exempelby), "valid_from": "2026-01-01"})
    client.post(url("organisation-name", cast.exempelby), {"text": "Exämpelby", "kind": "misspelling"})
    for text in ("nyby", "exempelby kommun", "exämpelby"):
        page = client.get(reverse("office:organisations"), {"q": text}).content.decode()
        assert url("organisation", cast.exempelby) in page


def test_edit_the_facts_and_a_wrong_one_is_said(cast, log_in):
    client = log_in(cast.sara)
    sent = {
        "type": cast.exempelby.type_id,
        "country": cast.exempelby.country_id,
        "code": "0199",
        "website": "exempelby.example",
    }
    client.post(url("organisation-edit", cast.exempelby), sent)
    cast.exempelby.refresh_from_db()
    assert (cast.exempelby.code, cast.exempelby.website) == ("0199", "https://exempelby.example")
    answer = client.post(url("organisation-edit", cast.exempelby), {**sent, "population": "many"})
    assert answer.status_code == 422


def test_pages_ask_few_queries_however_many_members(cast, log_in, django_assert_max_num_queries, at):
    client = log_in(cast.sara)
    for person in (cast.eva, cast.samuel, cast.maja, cast.farid):
        Membership.objects.create(user=person, organisation=cast.exempelby, kind="official", starts_on=at.date())
    with django_assert_max_num_queries(12):
        client.get(url("organisation", cast.exempelby))
    with django_assert_max_num_queries(9):
        client.get(reverse("office:organisations"))
