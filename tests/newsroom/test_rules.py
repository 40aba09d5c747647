from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone, translation

from samverka.ground.audit.models import Event
from samverka.ground.common.refusals import Refused
from samverka.ground.outbox.models import Message
from samverka.newsroom.facts import listed_awards
from samverka.newsroom.models import Article, NewsPage
from samverka.newsroom.rules import problems_before_publishing
from samverka.stages.projects.models import Case
from tests.factories import decisions, news, projects

MILLION = 1_000_000_00


def award(case=None, decision=None, recipient=None):
    return {"case": case, "decision": decision, "recipient": recipient}


def text(*awards, total=None, currency="SEK"):
    body = NewsPage(body=[("awards", {"awards": list(awards)})]).body
    return SimpleNamespace(body=body, announced_total=total, announced_currency=currency)


def sentences(*awards, at, **claims):
    return [str(problem) for problem in problems_before_publishing(text(*awards, **claims), at)]


@pytest.fixture
def case(cast, at):
    return projects.public_case(cast, at, amount=300_000_00)


def test_a_text_that_agrees_has_no_problem(cast, case, at):
    assert sentences(award(case, recipient=cast.exempelby), at=at, total=300_000_00) == []
    assert sentences(at=at) == []


def test_a_wrong_sum_is_told_with_both_sides_and_the_difference(case, at):
    [less] = sentences(award(case), at=at, total=7_300_000_00)
    for part in ("7,300,000", "300,000", "7,000,000", "less"):
        assert part in less
    [more] = sentences(award(case), at=at, total=299_999_99)
    assert "0.01 more" in more
    with translation.override("sv"):
        assert "7 000 000 kr" in sentences(award(case), at=at, total=7_300_000_00)[0].replace("\xa0", " ")


def test_a_total_without_awards_is_a_difference(at):
    assert len(sentences(at=at, total=1)) == 1


def test_another_recipient_than_decided_is_told_with_both_names(cast, case, at):
    [problem] = sentences(award(case, recipient=cast.annanby), at=at)
    assert case.reference in problem
    assert "Annanby Municipality" in problem
    assert "Exempelby Municipality" in problem


def test_a_partner_is_not_the_recipient(cast, case, at):
    assert len(sentences(award(case, recipient=cast.sekao), at=at)) == 1


def test_an_award_counts_once(case, at):
    [problem] = sentences(award(case), award(case), at=at, total=300_000_00)
    assert "more than once" in problem


def test_another_currency_is_no_part_of_the_sum(case, at):
    assert len(sentences(award(case), at=at, total=300_000_00, currency="EUR")) == 2


def test_an_unknown_amount_is_told(case, at):
    case.commitments.all().delete()
    assert any("not known" in one for one in sentences(award(case), at=at, total=300_000_00))


@pytest.mark.parametrize("fact", [{"shown": "no_place"}, {"shown": "nothing"}, {"published_at": None}])
def test_what_the_public_does_not_see_is_told(case, at, fact):
    Case.objects.filter(pk=case.pk).update(**fact)
    assert "not public" in sentences(award(case), at=at)[0]


def test_a_case_that_was_withdrawn_is_told_where_its_facts_stand(case, at):
    body = NewsPage(body=[("case", case)]).body
    shown = SimpleNamespace(body=body, announced_total=None, announced_currency="SEK")
    assert problems_before_publishing(shown, at) == []
    Case.objects.filter(pk=case.pk).update(withdrawn_at=at, withdrawn_reason_sv="x", withdrawn_reason_en="x")
    assert "not public" in str(problems_before_publishing(shown, at)[0])


def test_a_decision_counts_from_the_day_it_is_announced(cast, at):
    prepared = decisions.checked(cast, at, amount=200_000_00)
    assert "no grant that was announced" in sentences(award(decision=prepared), at=at)[0]
    from samverka.stages.decisions.actions import announce_decision

    announced = announce_decision(prepared, by=cast.helena, at=at)
    wanted = award(decision=announced, recipient=cast.exempelby)
    assert sentences(wanted, at=at, total=200_000_00) == []


def test_a_no_is_no_award(cast, at):
    assert "no grant" in sentences(award(decision=decisions.rejected(cast, at)), at=at)[0]


def test_what_is_kept_back_of_a_case_is_kept_back_of_its_decision(cast, case, at):
    wanted = text(award(decision=case.agreement.decision))
    assert listed_awards(wanted.body, at)[0].award.is_open
    for fact in ({"shown": "no_place"}, {"embargo_until": at + timedelta(hours=1)}):
        Case.objects.filter(pk=case.pk).update(**{"shown": "all", "embargo_until": None, **fact})
        assert not listed_awards(wanted.body, at)[0].award.is_open


# --- Publishing is stopped -------------------------------------------------------------------------------------------


def wrong(cast, case, **facts):
    """Return a draft that announces more than its list comes to."""
    return news.draft(cast, body=[("awards", {"awards": [award(case)]})], announced_total=7 * MILLION, **facts)


def posted(client, article, **fields):
    """Post the form of the editor, as it stands, with these fields changed."""
    from tests.newsroom.filling import filled

    return client.post(f"/newsroom/pages/{article.pk}/edit/", {**filled(client, article), **fields})


def test_no_way_of_publishing_goes_past_the_check(cast, case):
    from wagtail.actions.publish_page_revision import PublishPageRevisionAction

    article = wrong(cast, case)
    with pytest.raises(Refused):
        article.save_revision().publish()
    with pytest.raises(Refused):
        PublishPageRevisionAction(article.save_revision(), user=cast.maja).execute()
    article.live = True
    with pytest.raises(Refused):
        article.save()
    assert not Article.objects.public().exists()


def test_the_form_stops_with_the_difference_and_keeps_what_was_written(cast, case, log_in):
    article, maja = wrong(cast, case), log_in(cast.peter)
    answer = posted(maja, article, **{"action-publish": "1", "lead": "Written just now."})
    page = answer.content.decode()
    assert "6,700,000" in page.replace("\xa0", " ")
    assert "Written just now." in page
    assert not Article.objects.public().exists()
    assert not Event.objects.about(article).exists()


def test_the_form_publishes_what_was_put_right_and_the_record_says_so(cast, case, log_in):
    article = wrong(cast, case)
    answer = posted(log_in(cast.peter), article, **{"action-publish": "1", "announced_total": "300 000"})
    assert answer.status_code == 302
    assert Article.objects.public().get().announced_total == 300_000_00
    [event] = Event.objects.about(NewsPage.objects.get())
    assert (str(event), event.by, event.note) == ("Article published", cast.peter, "")


def test_a_draft_may_say_anything(cast, case, log_in):
    answer = posted(log_in(cast.peter), wrong(cast, case))
    assert answer.status_code == 302


def test_an_editor_can_override_with_a_reason_that_is_recorded(cast, case, log_in):
    article, why = wrong(cast, case), "The rest is decided tomorrow."
    answer = posted(log_in(cast.peter), article, **{"action-publish": "1", "override_reason": why})
    assert answer.status_code == 302
    assert Article.objects.public().exists()
    [event] = Event.objects.about(NewsPage.objects.get())
    assert event.note == why
    assert "6,700,000" in event.details["differs"].replace("\xa0", " ")


def test_a_reason_holds_for_the_difference_that_it_was_given_for_only(cast, case, log_in):
    article = wrong(cast, case)
    posted(log_in(cast.peter), article, **{"action-publish": "1", "override_reason": "For now."})
    article = NewsPage.objects.get()
    article.announced_total = 8 * MILLION
    with pytest.raises(Refused):
        article.save_revision().publish()


def test_a_planned_article_is_held_back_and_does_not_stop_the_others(cast, case):
    soon = timezone.now() + timedelta(hours=1)
    held = news.draft(cast, title="Held", body=[("awards", {"awards": [award(case)]})], announced_total=300_000_00)
    fine = news.draft(cast, title="Fine")
    for article in (held, fine):
        article.go_live_at = soon
        article.save_revision(user=cast.maja).publish()
    Case.objects.filter(pk=case.pk).update(withdrawn_at=soon, withdrawn_reason_sv="x", withdrawn_reason_en="x")
    with time_machine.travel(soon + timedelta(minutes=1), tick=False):
        call_command("publish_scheduled")
        call_command("publish_scheduled")
        assert [one.title for one in Article.objects.public()] == ["Fine"]
    [event] = [
        one for one in Event.objects.about(NewsPage.objects.get(title="Held")) if one.what == "Article held back"
    ]
    assert case.reference in event.note
    # Who planned it is told, in her own language, once.
    [letter] = Message.objects.filter(address=cast.maja.email)
    assert letter.subject == "Publicerades inte: Held"
    assert f"{case.reference} är inte offentligt" in letter.body
    assert f"/newsroom/pages/{held.pk}/edit/" in letter.body


def test_when_nobody_is_known_to_have_planned_it_the_editors_are_told(cast, case):
    soon = timezone.now() + timedelta(hours=1)
    held = news.draft(cast, title="Held", body=[("awards", {"awards": [award(case)]})], announced_total=300_000_00)
    held.go_live_at = soon
    held.save_revision().publish()
    Case.objects.filter(pk=case.pk).update(withdrawn_at=soon, withdrawn_reason_sv="x", withdrawn_reason_en="x")
    with time_machine.travel(soon + timedelta(minutes=1), tick=False):
        call_command("publish_scheduled")
    assert not Article.objects.public().exists()
    assert Message.objects.filter(address=cast.maja.email).count() == 1


def test_several_drafts_at_once_are_stopped_too(cast, case, log_in):
    article = wrong(cast, case)
    path = f"/newsroom/bulk/wagtailcore/page/publish/?id={article.pk}&next=/newsroom/"
    answer = log_in(cast.peter).post(path, follow=True)
    assert "6,700,000" in answer.content.decode().replace("\xa0", " ")
    assert not Article.objects.public().exists()


def test_the_interface_for_programs_only_reads(cast, case, log_in):
    article = wrong(cast, case)
    assert log_in(cast.maja).post(f"/newsroom/api/main/pages/{article.pk}/action/publish/").status_code == 404
