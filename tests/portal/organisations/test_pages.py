import pytest
from django.urls import reverse

from samverka.ground.accounts.models import User
from samverka.ground.outbox.models import Message
from samverka.stages.organisations.models import Membership

COLLEAGUE = {
    "email": "kim@exempelby.example", "name": "Kim Åberg", "kind": "official", "title": "", "language": "sv",
}  # fmt: skip


def address(name, organisation, *more):
    return reverse(f"portal:{name}", args=[organisation.slug, *more])


def test_the_list_holds_only_my_organisations(cast, log_in):
    page = log_in(cast.thato).get(reverse("portal:organisations")).content.decode()
    assert "Sekao Town Council" in page
    assert "Exempelby" not in page


def test_the_page_of_mine_shows_members_and_who_may_sign(cast, log_in):
    page = log_in(cast.nils).get(address("organisation", cast.exempelby)).content.decode()
    assert "Ingrid Bergsten" in page
    assert "Council decision (fictional)" in page
    assert address("colleague-invite", cast.exempelby) not in page


@pytest.mark.parametrize("who", ["stranger", "thato", "eva", "sara", "helena"])
def test_the_pages_of_others_are_not_found(cast, log_in, who):
    client = log_in(getattr(cast, who))
    own = Membership.objects.get(user=cast.nils)
    for name, more in (
        ("organisation", ()),
        ("colleague-invite", ()),
        ("membership-end", (own.pk,)),
        ("colleague-invite-again", (own.pk,)),
    ):
        assert client.get(address(name, cast.exempelby, *more)).status_code == 404
        assert client.post(address(name, cast.exempelby, *more), COLLEAGUE).status_code == 404


def test_a_colleague_who_does_not_coordinate_is_told_so(cast, log_in):
    answer = log_in(cast.nils).get(address("colleague-invite", cast.exempelby))
    assert answer.status_code == 403
    assert not User.objects.filter(email=COLLEAGUE["email"]).exists()


def test_a_coordinator_invites_a_colleague_and_sends_the_link_again(cast, log_in):
    client = log_in(cast.ingrid)
    for _time in range(2):
        answer = client.post(address("colleague-invite", cast.exempelby), COLLEAGUE)
        assert answer.url == address("organisation", cast.exempelby)
    membership = Membership.objects.get(user__email=COLLEAGUE["email"])
    assert membership.organisation == cast.exempelby
    assert Message.objects.count() == 1

    client.post(address("colleague-invite-again", cast.exempelby, membership.pk))
    assert Message.objects.filter(address=COLLEAGUE["email"]).count() == 2
    page = client.get(address("organisation", cast.exempelby)).content.decode()
    assert "Inbjuden" in page or "Invited" in page


def test_a_wrong_address_keeps_what_was_typed(cast, log_in):
    answer = log_in(cast.ingrid).post(address("colleague-invite", cast.exempelby), {**COLLEAGUE, "email": "kim@"})
    assert answer.status_code == 422
    assert "Kim Åberg" in answer.content.decode()


def test_end_membership_of_another_organisation_through_ones_own_is_not_found(cast, log_in):
    other = Membership.objects.get(user=cast.thato)
    client = log_in(cast.ingrid)
    url = address("membership-end", cast.exempelby, other.pk)
    assert client.post(url, {"last_day": "2026-03-02"}).status_code == 404
    other.refresh_from_db()
    assert other.ends_on is None


def test_a_coordinator_ends_a_membership(cast, log_in):
    membership = Membership.objects.get(user=cast.nils)
    answer = log_in(cast.ingrid).post(
        address("membership-end", cast.exempelby, membership.pk), {"last_day": "2026-03-04"}
    )
    assert answer.url == address("organisation", cast.exempelby)
    membership.refresh_from_db()
    assert str(membership.ends_on) == "2026-03-04"


def test_the_page_asks_the_same_number_of_queries_for_one_member_and_for_many(
    cast, log_in, django_assert_max_num_queries, at
):
    for number in range(30):
        person = User.objects.create_user(f"p{number}@x.example", name=f"P{number}", is_active=True)
        Membership.objects.create(user=person, organisation=cast.exempelby, kind="official", starts_on=at.date())
    client = log_in(cast.ingrid)
    with django_assert_max_num_queries(12):
        client.get(address("organisation", cast.exempelby))
