import pytest
from django.urls import reverse

from samverka.stages.projects.models import Case
from tests.factories import agreements, projects


def url(name, record):
    return reverse(f"portal:{name}", args=[record.decision.application.reference])


def text(answer):
    return answer.content.decode()


def test_each_party_signs_on_its_own_page(cast, at, log_in):
    agreement = agreements.offered(cast, at, parties=3)
    head, *_owner = [person for person, party in agreements.signers(cast, agreement) if party is None]
    log_in(head).post(reverse("office:agreement-sign", args=[agreement.reference]), {"has_read": "on"})

    for person, party in agreements.signers(cast, agreement)[:-1]:
        client = log_in(person)
        assert url("agreement-sign", agreement) in text(client.get(url("agreement", agreement)))
        assert agreement.content_hash in text(client.get(url("agreement-sign", agreement)))
        sent = {"organisation": party.pk, "content_hash": agreement.content_hash, "has_read": "on"}
        for _time in range(2):
            assert client.post(url("agreement-sign", agreement), sent).status_code == 302
        assert url("agreement-sign", agreement) not in text(client.get(url("agreement", agreement)))

    assert agreement.signatures.count() == 4
    assert Case.objects.get().agreement == agreement
    page = text(log_in(cast.thato).get(url("agreement", agreement)))
    assert reverse("portal:case", args=[agreement.reference]) in page


def test_without_a_tick_nothing_is_signed(cast, at, log_in):
    agreement = agreements.offered(cast, at)
    answer = log_in(cast.lorato).post(url("agreement-sign", agreement), {"organisation": cast.sekao.pk})
    assert answer.status_code == 422
    assert not agreement.signatures.exists()


def test_nobody_signs_for_another_party(cast, at, log_in):
    agreement = agreements.offered(cast, at)
    sent = {"organisation": cast.exempelby.pk, "has_read": "on"}
    assert log_in(cast.lorato).post(url("agreement-sign", agreement), sent).status_code == 422
    assert not agreement.signatures.exists()


def test_a_coordinator_reads_and_is_told_who_signs(cast, at, log_in):
    agreement = agreements.offered(cast, at)
    client = log_in(cast.thato)
    assert client.get(url("agreement", agreement)).status_code == 200
    answer = client.get(url("agreement-sign", agreement))
    assert answer.status_code == 403
    assert "Only a person with a mandate" in text(answer)


@pytest.mark.parametrize("who", ["stranger", "amina", "eva"])
def test_strangers_find_nothing(cast, at, log_in, who):
    agreement = agreements.offered(cast, at)
    client = log_in(getattr(cast, who))
    assert agreement.reference not in text(client.get(reverse("portal:agreements")))
    for name in ("", "-sign", "-pdf"):
        assert client.get(url(f"agreement{name}", agreement)).status_code == 404
        assert client.post(url(f"agreement{name}", agreement)).status_code in (404, 405)


def test_a_draft_is_not_shown_to_the_parties(cast, at, log_in):
    agreement = agreements.drafted(cast, at)
    assert log_in(cast.ingrid).get(url("agreement", agreement)).status_code == 404
    assert log_in(cast.nils).get(url("agreement-pdf", agreement)).status_code == 404


def test_the_pdf_is_a_download(cast, at, log_in):
    agreement = agreements.offered(cast, at)
    answer = log_in(cast.thato).get(url("agreement-pdf", agreement))
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_as_many_queries_for_three_as_for_one(cast, at, log_in, django_assert_max_num_queries):
    client = log_in(cast.lorato)
    for _number in range(3):
        case = projects.running_case(cast, at, parties=3)
        agreements.offered(cast, at)
        with django_assert_max_num_queries(15):
            client.get(reverse("portal:agreements"))
    with django_assert_max_num_queries(15):
        client.get(url("agreement", case.agreement))
    with django_assert_max_num_queries(15):
        client.get(url("agreement-sign", case.agreement))
