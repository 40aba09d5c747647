"""Signing an application for an organisation."""

from datetime import datetime

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samverka.ground.accounts.models import User
from samverka.ground.audit.actions import record
from samverka.ground.common.refusals import LostRace, NotAllowed, Problem, refuse_if, require
from samverka.ground.outbox.actions import post
from samverka.stages.applications import notices
from samverka.stages.applications.actions.writing import lock_draft
from samverka.stages.applications.models import Application, Signature
from samverka.stages.applications.permissions import can_sign_application
from samverka.stages.applications.rules import problems_before_signing
from samverka.stages.organisations.models import Mandate, Organisation


@transaction.atomic
def sign_application(
    application: Application, organisation: Organisation, *, content_hash: str = "", by: User, at: datetime
) -> Signature:
    """Sign the content as it reads now for `organisation`. Who: a person with a mandate from it in force today.

    `content_hash` names the content that the person has read; if it was changed since, `LostRace` says so. Signing
    the same content again returns the first signature. A later change makes it not count. Tells the coordinators.
    """
    require(can_sign_application(by, application), _("Only a person with a mandate to sign for a party can sign."))
    parties = {one.pk for one in application.organisations}
    mandate = Mandate.objects.held_on(localdate()).filter(user=by, organisation=organisation).first()
    if mandate is None or organisation.pk not in parties:
        raise NotAllowed(_("You have no mandate to sign for %(organisation)s.") % {"organisation": organisation.name})
    lock_draft(application)
    application = Application.objects.with_parties().get(pk=application.pk)
    if content_hash and content_hash != application.content_hash:
        sentence = _("The application was changed while you were reading. Read it as it is now, then sign.")
        raise LostRace([Problem(sentence)])
    refuse_if(problems_before_signing(application, at=at))
    signature, is_new = Signature.objects.get_or_create(
        application=application,
        organisation=organisation,
        content_hash=application.content_hash,
        defaults={"signed_by": by, "mandate": mandate, "signed_at": at},
    )
    if is_new:
        application.refresh_from_db(fields=["signatures"])
        prefetch_related_objects([application], "signatures")
        signature.application = application
        record(
            gettext_noop("Application signed"),
            application,
            by=by,
            at=at,
            organisation=organisation.slug,
            rests_on=mandate.rests_on,
            content_hash=application.content_hash,
        )
        post(notices.signed(signature, at=at), at=at)
    return signature
