import pytest
from django.urls import reverse

from samverka.stages.agreements.models import Agreement
from samverka.stages.agreements.states import State
from samverka.stages.projects.actions import conclude_agreement
from samverka.stages.projects.models import Case
from tests.factories import agreements, decisions, projects


def url(name, record):
    return reverse(f"office:{name}", args=[record.decision.application.reference])


def text(answer):
    return answer.content.decode()


def test_from_decision_to_signature_through_the_pages(cast, at, log_in):
    decision = decisions.announced(cast, at)
    reference = decision.application.reference
    office = log_in(cast.peter)
    draft = reverse("office:agreement-new", args=[reference])
    assert draft in text(office.get(reverse("office:agreements")))

    assert office.get(draft).status_code == 200
    for _time in range(2):
        assert office.post(draft, {"language": "en"}).status_code == 302
    agreement = Agreement.objects.get()
    page = text(office.get(url("agreement", agreement)))
    assert "Clean water together" in page
    assert agreement.content_hash in page
    assert url("agreement-offer", agreement) in page
    assert office.post(url("agreement-offer", agreement)).status_code == 302

    head = log_in(cast.helena)
    sign = url("agreement-sign", agreement)
    assert sign in text(head.get(url("agreement", agreement)))
    assert sign not in text(office.get(url("agreement", agreement)))
    assert head.post(sign, {"content_hash": agreement.content_hash}).status_code == 422
    for _time in range(2):
        sent = {"content_hash": agreement.content_hash, "has_read": "on"}
        assert head.post(sign, sent).status_code == 302
    assert agreement.signatures.count() == 1

    for person, party in agreements.signers(cast, agreement)[:-1]:
        conclude_agreement(agreement, organisation=party, by=person, at=at)
    assert reverse("office:case", args=[reference]) in text(office.get(url("agreement", agreement)))


def test_the_last_signature_on_the_page_starts_the_case(cast, at, log_in):
    agreement = agreements.offered(cast, at)
    for person, party in agreements.signers(cast, agreement)[:-1]:
        conclude_agreement(agreement, organisation=party, by=person, at=at)
    log_in(cast.helena).post(url("agreement-sign", agreement), {"has_read": "on"})
    agreement.refresh_from_db()
    assert agreement.state == State.SIGNED
    assert Case.objects.get().agreement == agreement


def test_a_text_called_back_in_between_is_not_signed(cast, at, log_in):
    agreement = agreements.offered(cast, at)
    office, head = log_in(cast.peter), log_in(cast.helena)
    seen = agreement.content_hash
    office.post(url("agreement-recall", agreement), {"reason": "Wrong language"})
    office.post(url("agreement-redraft", agreement), {"language": "sv"})
    office.post(url("agreement-offer", agreement))
    answer = head.post(url("agreement-sign", agreement), {"content_hash": seen, "has_read": "on"})
    assert answer.status_code == 409
    assert not agreement.signatures.exists()


def test_the_pdf_is_a_download(cast, at, log_in):
    agreement = agreements.drafted(cast, at)
    answer = log_in(cast.rolf).get(url("agreement-pdf", agreement))
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("who", ["ingrid", "nils", "eva", "stranger"])
def test_strangers_find_nothing(cast, at, log_in, who):
    agreement = agreements.offered(cast, at)
    client = log_in(getattr(cast, who))
    assert client.get(reverse("office:agreements")).status_code == 404
    for name in ("", "-pdf", "-offer", "-recall", "-redraft", "-sign", "-new"):
        assert client.get(url(f"agreement{name}", agreement)).status_code == 404
        assert client.post(url(f"agreement{name}", agreement)).status_code == 404


@pytest.mark.parametrize("who", ["rolf", "maja", "farid"])
def test_others_in_the_office_read_only(cast, at, log_in, who):
    agreement = agreements.drafted(cast, at)
    client = log_in(getattr(cast, who))
    assert client.get(url("agreement", agreement)).status_code == 200
    for name in ("-offer", "-recall", "-redraft", "-sign", "-new"):
        assert client.post(url(f"agreement{name}", agreement)).status_code == 403
    assert Agreement.objects.get().state == State.DRAFT


def test_as_many_queries_for_three_as_for_one(cast, at, log_in, django_assert_max_num_queries):
    client = log_in(cast.peter)
    for _number in range(3):
        projects.running_case(cast, at, parties=3)
        decisions.announced(cast, at)
        with django_assert_max_num_queries(15):
            client.get(reverse("office:agreements"))
    with django_assert_max_num_queries(15):
        client.get(url("agreement", Agreement.objects.first()))
