"""What the public sees of a case: publishing is a decision of a person, and so is taking it back."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop
from django_tasks import task

from samverka.ground.accounts.models import User
from samverka.ground.audit.actions import record
from samverka.ground.common.dates import today
from samverka.ground.common.refusals import refuse_if, require
from samverka.ground.outbox.actions import post
from samverka.ground.programme.actions import take_tag
from samverka.ground.programme.models import Tag
from samverka.stages.organisations.models import Organisation
from samverka.stages.organisations.queries import people_of
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects import notices
from samverka.stages.projects.models import Case, Shown
from samverka.stages.projects.permissions import can_edit_case_texts, can_publish_case, can_withdraw_case
from samverka.stages.projects.queries import search_texts_of
from samverka.stages.projects.rules import (
    PUBLIC_TEXTS,
    problems_before_changing_what_is_shown,
    problems_before_publishing,
    problems_before_unpublishing,
    problems_before_withdrawing,
    problems_with_embargo,
    problems_with_new_tag,
    problems_with_what_is_shown,
    problems_with_withdrawal_reasons,
)

# --- Decisions -------------------------------------------------------------------------------------------------------


@transaction.atomic
def edit_case_texts(
    case: Case,
    *,
    tags: Iterable[Tag] | None = None,
    new_tag_sv: str = "",
    new_tag_en: str = "",
    by: User,
    at: datetime,
    **texts: str,
) -> Case:
    """Change the titles, summaries and tags of a case. Those of a public case must stay fit for the public.

    Without `tags` they stay as they are; a new one is made where it has a name. Who: programme officer, head, editor.
    Tells nobody.
    """
    require(can_edit_case_texts(by, case))
    refuse_if(problems_with_new_tag(new_tag_sv, new_tag_en))
    changed = [name for name in PUBLIC_TEXTS if name in texts and texts[name] != getattr(case, name)]
    for name in changed:
        setattr(case, name, texts[name])
    if case.published_at:
        refuse_if(problems_before_publishing(case, at=at))
    new = [take_tag(new_tag_sv.strip(), new_tag_en.strip())] if new_tag_en.strip() else []
    has_tagged = _tag(case, tags, new)
    if changed or has_tagged:
        fields = [*changed, "tags"] if has_tagged else changed
        case.edited = sorted({*case.edited, *fields})
        case.changed_at = at
        case.save(update_fields=[*changed, "edited", "changed_at"])
        refresh_search_text(case)
        record(gettext_noop("Public texts changed"), case, by=by, at=at, fields=fields)
    return case


def _tag(case: Case, tags: Iterable[Tag] | None, new: list[Tag]) -> bool:
    """Give the case these tags, or those that it has, and the new one; tell whether that changed anything."""
    known = set(case.tags.all())
    wanted = {*(known if tags is None else tags), *new}
    if wanted != known:
        case.tags.set(wanted)
    return wanted != known


@transaction.atomic
def publish_case(
    case: Case,
    *,
    shown: str = Shown.ALL,
    shown_reason: str = "",
    embargo_until: datetime | None = None,
    by: User,
    at: datetime,
) -> Case:
    """Clear the case for the public, at once or when the embargo ends; its organisations and partnership with it.

    What was withdrawn is published again in the same way. A decision of a person, never automatic. Who: programme
    officer, head, editor. Tells everybody in the parties. A repeat changes nothing.
    """
    require(can_publish_case(by, case))
    refuse_if(
        [
            *problems_before_publishing(case, at=at),
            *problems_with_what_is_shown(shown, shown_reason),
            *problems_with_embargo(case, embargo_until, at=at),
        ]
    )
    facts = {
        "published_at": at,
        "shown": shown,
        "shown_reason": shown_reason,
        "embargo_until": embargo_until,
        "withdrawn_at": None,
        "withdrawn_reason_sv": "",
        "withdrawn_reason_en": "",
    }
    # The UPDATE asks whether it is unpublished still: of two people who publish, one does.
    unpublished = Case.objects.filter(Q(published_at=None) | Q(withdrawn_at__isnull=False), pk=case.pk)
    if not unpublished.update(**facts, changed_at=at):
        return case
    was_withdrawn = bool(case.withdrawn_at)
    _take_on(case, facts, at=at)
    what = gettext_noop("Case published again") if was_withdrawn else gettext_noop("Case published")
    record(what, case, by=by, at=at, shown=shown, embargo_until=embargo_until, reason=shown_reason)
    post(notices.case_published(case, _people_in(case, at)), at=at)
    return case


@transaction.atomic
def change_what_is_shown(
    case: Case, *, shown: str, shown_reason: str, embargo_until: datetime | None, by: User, at: datetime
) -> Case:
    """Show more or less of a published case, or move the end of an embargo that has not ended.

    Who: programme officer, head, editor. Tells nobody: the reason stands in the record of changes.
    """
    require(can_publish_case(by, case))
    refuse_if(
        [
            *problems_before_changing_what_is_shown(case, at=at),
            *problems_with_what_is_shown(shown, shown_reason),
            *problems_with_embargo(case, embargo_until, at=at),
        ]
    )
    facts = {"shown": shown, "shown_reason": shown_reason, "embargo_until": embargo_until}
    changed = [name for name, value in facts.items() if getattr(case, name) != value]
    if changed:
        Case.objects.filter(pk=case.pk).update(**facts, changed_at=at)
        _take_on(case, facts, at=at)
        what = gettext_noop("What the public sees changed")
        record(what, case, by=by, at=at, shown=shown, embargo_until=embargo_until, reason=shown_reason)
    return case


@transaction.atomic
def unpublish_case(case: Case, *, reason: str, by: User, at: datetime) -> Case:
    """Take back the clearance of a case that the public has not seen yet: its embargo has not ended.

    Who: programme officer, head, editor. Tells nobody: the reason stands in the record of changes.
    """
    require(can_publish_case(by, case))
    refuse_if(problems_before_unpublishing(case, at=at))
    facts = {"published_at": None, "embargo_until": None}
    Case.objects.filter(pk=case.pk).update(**facts, changed_at=at)
    _take_on(case, facts, at=at)
    record(gettext_noop("Clearance taken back"), case, by=by, at=at, reason=reason)
    return case


@transaction.atomic
def withdraw_case(case: Case, *, reason_sv: str, reason_en: str, by: User, at: datetime) -> Case:
    """Take a case back from the public, which reads at its address that it was withdrawn, when and why.

    Its organisations and partnership go too, where nothing else of them is public. Who: programme officer, head.
    Tells everybody in the parties.
    """
    require(can_withdraw_case(by, case))
    refuse_if([*problems_before_withdrawing(case, at=at), *problems_with_withdrawal_reasons(reason_sv, reason_en)])
    facts = {"withdrawn_at": at, "withdrawn_reason_sv": reason_sv, "withdrawn_reason_en": reason_en}
    Case.objects.filter(pk=case.pk).update(**facts, changed_at=at)
    _take_on(case, facts, at=at)
    record(gettext_noop("Case withdrawn"), case, by=by, at=at, reason=reason_en)
    post(notices.case_withdrawn(case, _people_in(case, at)), at=at)
    return case


# --- What follows from them ------------------------------------------------------------------------------------------


def _take_on(case: Case, facts: Mapping[str, object], *, at: datetime) -> None:
    """Give the record in hand what its row has, and everything that hangs on it."""
    for name, value in {**facts, "changed_at": at}.items():
        setattr(case, name, value)
    refresh_search_text(case)
    settle_publicity(case, at=at)
    if case.embargo_until and case.embargo_until > at:
        end_embargo.using(run_after=case.embargo_until).enqueue(case.pk)


def _people_in(case: Case, at: datetime) -> list[User]:
    return list(people_of([party.organisation_id for party in case.parties.all()], today(at)))


def refresh_search_text(case: Case) -> None:
    """Keep what a search looks through in step with the names in the case. Called by whatever changes one of them."""
    case.search_text, case.hidden_search_text = search_texts_of(case)
    texts = {"search_text": case.search_text, "hidden_search_text": case.hidden_search_text}
    Case.objects.filter(pk=case.pk).update(**texts)


def settle_publicity(*cases: Case, at: datetime) -> None:
    """Make the organisations and partnerships of the cases public, or not, as all the cases say that show them.

    A partnership is named by its parties, so only a case that shows its place makes it public; a case without its
    place makes public those of its organisations that are at home.
    """
    public = Case.objects.public(at)
    named = public.with_place()
    partnerships = Partnership.objects.filter(cases__in=cases)
    _mark(partnerships, Exists(named.filter(partnership=OuterRef("pk"))), at=at)
    of_organisation = Q(parties__organisation=OuterRef("pk"))
    is_named = Exists(named.filter(of_organisation)) | Exists(public.filter(of_organisation, parties__is_home=True))
    in_partnership = Exists(Partnership.objects.public().filter(of_organisation))
    _mark(Organisation.objects.filter(case_parties__case__in=cases), is_named | in_partnership, at=at)


def _mark(records: QuerySet[Any], is_shown: Any, *, at: datetime) -> None:
    """Mark the records as public or not by a condition; touch only those for which that changes."""
    wrong: dict[bool, set[int]] = {True: set(), False: set()}
    # Each comes once for every case that is asked about.
    for number, was, is_public in records.values_list("pk", "is_public", is_shown):
        if was != is_public:
            wrong[is_public].add(number)
    for is_public, numbers in wrong.items():
        if numbers:
            records.model.objects.filter(pk__in=numbers).update(is_public=is_public, changed_at=at)


@task()
def end_embargo(number: int) -> None:
    """Make public what hangs on a case when its embargo ends. The case itself needs no task: every reading looks."""
    case = Case.objects.filter(pk=number).first()
    if case:
        settle_publicity(case, at=timezone.now())
