"""Starting an application."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samverka.ground.accounts.models import User
from samverka.ground.audit.actions import record
from samverka.ground.common.refusals import refuse_if, require
from samverka.ground.outbox.actions import post
from samverka.ground.programme.actions import give_reference
from samverka.stages.applications import notices
from samverka.stages.applications.actions.writing import keep_content
from samverka.stages.applications.models import Application, Partner, Section, SectionVersion
from samverka.stages.applications.permissions import can_edit_application, can_start_application, coordinated_by
from samverka.stages.applications.queries import application_content
from samverka.stages.applications.rules import problems_before_starting
from samverka.stages.calls.models import Call
from samverka.stages.organisations.models import Organisation


@transaction.atomic
def start_application(
    call: Call, applicant: Organisation, partners: Sequence[Organisation], *, key: UUID, by: User, at: datetime
) -> Application:
    """Begin a joint application of `applicant` and `partners` in an open call; it gets its reference number.

    Who: a coordinator of any of the organisations. The form's `key` makes a repeat return the application that was
    made first. Tells the people of all parties.
    """
    organisations = [applicant, *partners]
    require(can_start_application(by, call), _("Only coordinators start applications."))
    own = set(coordinated_by(by)) & {one.pk for one in organisations}
    require(bool(own), _("You can only start an application that your own organisation is a party of."))
    made = Application.objects.filter(key=key).first()
    if made is None:
        refuse_if(problems_before_starting(call, organisations, at=at))
        made, is_new = _make(call, key, by, at)
        if is_new:
            _fill(made, organisations, by, at)
            record(gettext_noop("Application started"), made, by=by, at=at, call=call.slug)
            post(notices.started(made, by=by, at=at), at=at)
    require(can_edit_application(by, made))
    return made


def _make(call: Call, key: UUID, by: User, at: datetime) -> tuple[Application, bool]:
    """Make the row. Of two requests with one key that arrive together, the second gets the row of the first."""
    return Application.objects.get_or_create(
        key=key,
        defaults={
            "call": call,
            "reference": lambda: give_reference(call.programme, at),  # type: ignore[misc]  # called only for a new row
            "created_by": by,
            "created_at": at,
            "changed_at": at,
        },
    )


def _fill(application: Application, organisations: Sequence[Organisation], by: User, at: datetime) -> None:
    Partner.objects.bulk_create(
        Partner(application=application, organisation=one, position=position)
        for position, one in enumerate(organisations)
    )
    SectionVersion.objects.bulk_create(
        SectionVersion(application=application, section=section, changed_by=by, changed_at=at) for section in Section
    )
    prefetch_related_objects([application], "partners__organisation__country", "partners__organisation__type")
    application.content = application_content(application)
    keep_content(application, at=at)
