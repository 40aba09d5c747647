from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from samverka.ground.accounts.actions import invite_person
from samverka.ground.accounts.models import Role, User
from samverka.ground.outbox.models import Message
from samverka.stages.organisations.models import Mandate, Membership
from samverka.stages.organisations.permissions import can_sign_for_organisation

NEW = {"email": "kim@elsewhere.example", "name": "Kim Åberg", "language": "en"}


def url(name, person, *more):
    return reverse(f"office:{name}", args=[person.pk, *more])


def test_the_list_is_searched_without_regard_to_case_and_accents(cast, log_in):
    client = log_in(cast.rolf)
    page = client.get(reverse("office:people"), {"q": "OBERG"}).content.decode()
    assert "Nils Öberg" in page
    assert "Ingrid" not in page
    assert "Exempelby" in page


def test_the_record_shows_roles_memberships_mandates_and_invitations(cast, log_in):
    client = log_in(cast.rolf)
    page = client.get(url("person", cast.nils)).content.decode()
    assert "Council decision (fictional)" in page
    assert url("membership-end", cast.nils, Membership.objects.get(user=cast.nils).pk) not in page
    assert url("role-end", cast.sara, Role.objects.get(user=cast.sara).pk) in (
        log_in(cast.helena).get(url("person", cast.sara)).content.decode()
    )


@pytest.mark.parametrize("who", ["ingrid", "nils", "eva", "stranger"])
def test_strangers_find_nothing(cast, log_in, who):
    client = log_in(getattr(cast, who))
    for address in (
        reverse("office:people"),
        reverse("office:person-invite"),
        url("person", cast.nils),
        url("person", getattr(cast, who)),
        url("membership-add", cast.nils),
        url("role-give", cast.nils),
    ):
        assert client.get(address).status_code == 404
        assert client.post(address, NEW).status_code == 404


def test_invite_a_person_alone(cast, log_in):
    client = log_in(cast.sara)
    for _time in range(2):
        answer = client.post(reverse("office:person-invite"), NEW)
        person = User.objects.get(email=NEW["email"])
        assert answer.url == url("person", person)
    assert Message.objects.filter(address=NEW["email"]).count() == 1


def test_invite_a_person_into_an_organisation_with_a_mandate(cast, log_in):
    sent = {**NEW, "organisation": "exempelby KOMMUN", "kind": "politician", "title": "Mayor", "rests_on": "§ 12"}
    log_in(cast.sara).post(reverse("office:person-invite"), sent)
    person = User.objects.get(email=NEW["email"])
    assert Membership.objects.get(user=person).title == "Mayor"
    assert can_sign_for_organisation(person, cast.exempelby.pk)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"organisation": "Nowhere"}, "organisation"),
        ({"organisation": "kommun"}, "organisation"),  # Exempelby or Annanby
        ({"organisation": "exempelby-municipality"}, "kind"),
        ({"rests_on": "§ 12"}, "organisation"),
        ({"email": "no address"}, "email"),
    ],
)
def test_a_mistake_in_the_invitation_is_said_at_its_field_and_nobody_is_invited(cast, log_in, more, field):
    answer = log_in(cast.sara).post(reverse("office:person-invite"), {**NEW, **more})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not User.objects.filter(email=NEW["email"]).exists()


def test_invitation_states_and_sending_again(cast, log_in):
    person = invite_person(**NEW, by=cast.peter, at=timezone.now() - timedelta(days=30))
    client = log_in(cast.peter)  # reads English
    assert "Can no longer be used" in client.get(url("person", person)).content.decode()
    client.post(url("person-invite-again", person))
    page = client.get(url("person", person)).content.decode()
    assert "Can be used until" in page
    answer = client.post(url("person-invite-again", cast.nils))
    assert answer.status_code == 409


def test_only_the_head_gives_and_ends_roles(cast, log_in):
    role = Role.objects.get(user=cast.peter)
    given = {"kind": "assessor", "programme": cast.programme.pk}
    officer = log_in(cast.sara)
    assert officer.post(url("role-give", cast.ingrid), given).status_code == 403
    assert officer.post(url("role-end", cast.peter, role.pk), {"last_day": "2026-03-02"}).status_code == 403

    head = log_in(cast.helena)
    for _time in range(2):
        assert head.post(url("role-give", cast.ingrid), given).status_code == 302
    assert Role.objects.filter(user=cast.ingrid).count() == 1
    head.post(url("role-end", cast.peter, role.pk), {"last_day": str(role.starts_on)})
    assert Role.objects.get(pk=role.pk).ends_on == role.starts_on


def test_the_last_head_cannot_end_the_own_role(cast, log_in):
    role = Role.objects.get(user=cast.helena)
    answer = log_in(cast.helena).post(url("role-end", cast.helena, role.pk), {"last_day": "2026-03-02"})
    assert answer.status_code == 409
    assert Role.objects.get(pk=role.pk).ends_on is None


def test_what_somebody_else_holds_is_not_found_under_a_persons_address(cast, log_in):
    membership = Membership.objects.get(user=cast.thato)
    client = log_in(cast.sara)
    assert client.post(url("membership-end", cast.nils, membership.pk), {"last_day": "2026-03-02"}).status_code == 404


def test_the_office_adds_to_an_organisation_gives_a_mandate_and_ends_both(cast, log_in):
    client = log_in(cast.sara)
    client.post(url("membership-add", cast.eva), {"organisation": "Sekao", "kind": "official", "title": ""})
    membership = Membership.objects.get(user=cast.eva)
    assert membership.organisation == cast.sekao
    wrong = client.post(url("mandate-give", cast.eva), {"organisation": cast.mfano.pk, "rests_on": "§ 12"})
    assert wrong.status_code == 422
    client.post(url("mandate-give", cast.eva), {"organisation": cast.sekao.pk, "rests_on": "§ 12"})
    mandate = Mandate.objects.get(user=cast.eva)
    yesterday = str(timezone.localdate() - timedelta(days=1))
    assert client.post(url("mandate-end", cast.eva, mandate.pk), {"last_day": yesterday}).status_code == 302
    assert not can_sign_for_organisation(cast.eva, cast.sekao.pk)
    client.post(url("membership-end", cast.eva, membership.pk), {"last_day": yesterday})
    assert not Membership.objects.held_on(timezone.localdate()).filter(user=cast.eva).exists()


def test_the_list_asks_the_same_few_queries_for_many(cast, log_in, django_assert_max_num_queries, at):
    for number in range(60):
        person = User.objects.create_user(f"p{number}@x.example", name=f"P{number}")
        Membership.objects.create(user=person, organisation=cast.sekao, kind="official", starts_on=at.date())
    client = log_in(cast.sara)
    with django_assert_max_num_queries(9):
        client.get(reverse("office:people"))
    with django_assert_max_num_queries(15):
        client.get(url("person", cast.nils))
