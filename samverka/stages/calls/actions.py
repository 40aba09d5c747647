"""What the office does with calls."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from samverka.ground.accounts.models import User
from samverka.ground.audit.actions import record
from samverka.ground.common.folding import fold
from samverka.ground.common.moves import move
from samverka.ground.common.refusals import Problem, Refused, refuse_if, require
from samverka.ground.programme.models import RuleSet
from samverka.stages.calls.models import Call
from samverka.stages.calls.permissions import can_edit_call, can_make_call, can_open_call
from samverka.stages.calls.rules import problems_before_opening
from samverka.stages.calls.states import State


@transaction.atomic
def make_call(rule_set: RuleSet, *, by: User, at: datetime, key: Any, **facts: Any) -> Call:
    """Draft a call under `rule_set`; `facts` are the fields of `Call` that the office fills in.

    Who: programme officer, head. The form's `key` makes a repeat return the call that was made first. Tells nobody.
    """
    require(can_make_call(by) and by.is_in_office)
    made = Call.objects.filter(key=key).first()
    if made:
        return made
    call = Call(key=key, programme=rule_set.programme, rule_set=rule_set, created_at=at, changed_at=at, **facts)
    require(can_edit_call(by, call))
    call.slug = _free_slug(call)
    call.save()
    record(gettext_noop("Call drafted"), call, by=by, at=at)
    return call


@transaction.atomic
def edit_call(call: Call, *, by: User, at: datetime, **facts: Any) -> Call:
    """Change a call that is not yet public. Who: programme officer, head. Raises `Refused` once it is public."""
    require(can_edit_call(by, call))
    if call.state != State.DRAFT:
        raise Refused([Problem(_("The call is public. Only its last day can still be moved, with a reason."))])
    for name, value in facts.items():
        setattr(call, name, value)
    call.changed_at = at
    call.save()
    record(gettext_noop("Call changed"), call, by=by, at=at, fields=sorted(facts))
    return call


@transaction.atomic
def open_call(call: Call, *, by: User, at: datetime) -> Call:
    """Publish the call: from draft to open. Its rule set is frozen from now on. Who: programme officer, head."""
    require(can_open_call(by, call))
    refuse_if(problems_before_opening(call, at=at))
    move(call, State.OPEN, changed_at=at)
    RuleSet.objects.filter(pk=call.rule_set_id).update(is_frozen=True)
    record(gettext_noop("Call opened"), call, by=by, at=at, closes_at=call.closes_at)
    return call


@transaction.atomic
def extend_call(call: Call, *, closes_at: datetime, reason: str, by: User, at: datetime) -> Call:
    """Move the last day of a public call to a later one, with a reason. Who: programme officer, head."""
    require(can_open_call(by, call))
    if call.state != State.OPEN or closes_at <= call.closes_at or closes_at <= at:
        raise Refused([Problem(_("The last day can only be moved to a later day that is still to come."), "closes_at")])
    before = call.closes_at
    call.closes_at, call.changed_at = closes_at, at
    call.save(update_fields=["closes_at", "changed_at"])
    record(gettext_noop("Last day moved"), call, by=by, at=at, before=before, after=closes_at, reason=reason)
    return call


@transaction.atomic
def cancel_call(call: Call, *, reason: str, by: User, at: datetime) -> Call:
    """Cancel a public call; its page stays and says so. Who: programme officer, head."""
    require(can_open_call(by, call))
    move(call, State.CANCELLED, changed_at=at)
    record(gettext_noop("Call cancelled"), call, by=by, at=at, reason=reason)
    return call


def _free_slug(call: Call) -> str:
    """Return an address for the call that no other has."""
    stem = slugify(fold(call.title_en))[:100] or "call"
    taken = set(Call.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in (stem, *(f"{stem}-{number}" for number in range(2, 1000))) if slug not in taken)
