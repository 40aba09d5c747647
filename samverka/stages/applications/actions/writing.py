"""Writing an application: each section is saved on its own, and nobody's text is overwritten unseen."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samverka.ground.accounts.models import User
from samverka.ground.audit.actions import record
from samverka.ground.common.folding import fold
from samverka.ground.common.refusals import LostRace, Problem, Refused, require
from samverka.ground.common.snapshots import content_hash
from samverka.ground.documents.actions import store_upload
from samverka.ground.outbox.actions import post
from samverka.stages.applications import notices
from samverka.stages.applications.models import (
    PARTS,
    Activity,
    Application,
    Attachment,
    BudgetLine,
    Section,
    SectionVersion,
    TeamMember,
)
from samverka.stages.applications.permissions import can_edit_application
from samverka.stages.applications.queries import application_content
from samverka.stages.applications.states import State

Rows = Iterable[Mapping[str, Any]]


class Overtaken(LostRace):
    """Somebody else saved the section first. `theirs` is what stands there, `yours` what was to be written."""

    def __init__(self, latest: SectionVersion, theirs: dict[str, Any], yours: dict[str, Any]) -> None:
        self.latest, self.theirs, self.yours = latest, theirs, yours
        moment = localtime(latest.changed_at)
        sentence = _("%(who)s saved this section at %(time)s, while you were writing. Nothing has been overwritten.")
        super().__init__([Problem(sentence % {"who": latest.changed_by.name, "time": f"{moment:%H:%M}"})])


@transaction.atomic
def save_summary(application: Application, *, version: int, by: User, at: datetime, **texts: Any) -> Application:
    """Save title, summary, period, objective and learning. Who: coordinators of the parties, while it is a draft.

    No field is demanded. `version` is the one that the form was filled from. Raises `Overtaken`. Tells those who had
    signed that they must sign again; so do the other sections.
    """
    with _writing(application, Section.SUMMARY, version, by=by, at=at):
        for field, value in texts.items():
            setattr(application, field, value)
        application.save(update_fields=list(texts))
    return application


@transaction.atomic
def save_focus(application: Application, *, version: int, by: User, at: datetime, **terms: Any) -> Application:
    """Save areas, topics, core areas, goals and targets; a target brings its goal. Who: as for the summary."""
    with _writing(application, Section.FOCUS, version, by=by, at=at):
        if "targets" in terms:
            goals = {goal.pk for goal in terms.get("goals", [])} | {target.goal_id for target in terms["targets"]}
            terms["goals"] = sorted(goals)
        for field, chosen in terms.items():
            getattr(application, field).set(chosen)
    return application


@transaction.atomic
def save_activities(application: Application, rows: Rows, *, version: int, by: User, at: datetime) -> Application:
    """Put `rows` (fields of an activity) in the place of all activities. Who: as for the summary."""
    with _writing(application, Section.ACTIVITIES, version, by=by, at=at):
        _replace(Activity, application, rows)
    return application


@transaction.atomic
def save_team(application: Application, rows: Rows, *, version: int, by: User, at: datetime) -> Application:
    """Put `rows` (fields of a team member) in the place of the whole team. Who: as for the summary."""
    with _writing(application, Section.TEAM, version, by=by, at=at):
        rows = list(rows)
        parties = {None, *(one.pk for one in application.organisations)}
        if any(getattr(row.get("organisation"), "pk", None) not in parties for row in rows):
            raise Refused([Problem(_("Everybody in the team belongs to one of the parties. Choose one of them."))])
        _replace(TeamMember, application, rows)
    return application


@transaction.atomic
def save_budget(application: Application, rows: Rows, *, version: int, by: User, at: datetime) -> Application:
    """Put `rows` (fields of a budget line) in the place of the whole budget. Who: as for the summary."""
    with _writing(application, Section.BUDGET, version, by=by, at=at):
        rows = list(rows)
        rules = application.call.rule_set_id
        if any(row.get("category") and row["category"].rule_set_id != rules for row in rows):
            raise Refused([Problem(_("Choose among the cost categories of this call."))])
        _replace(BudgetLine, application, rows)
    return application


@transaction.atomic
def add_attachment(application: Application, upload: UploadedFile, kind: str, *, by: User, at: datetime) -> Attachment:
    """Keep a file with the application. Who: as for the summary. Raises `Refused` for a file that is not sound.

    The same file sent twice is kept once.
    """
    with _writing(application, Section.ATTACHMENTS, None, by=by, at=at):
        document = store_upload(upload, by=by, at=at)
        same = application.attachments.filter(kind=kind, document__sha256=document.sha256, document__name=document.name)
        attachment = same.first()
        if attachment:
            document.file.delete(save=False)
            document.delete()
        else:
            attachment = Attachment.objects.create(application=application, document=document, kind=kind)
    return attachment


@transaction.atomic
def remove_attachment(application: Application, number: int, *, by: User, at: datetime) -> Application:
    """Take an attachment away; a repeat does nothing more. Who: as for the summary.

    The file itself stays in the store, since a version submitted earlier may name it.
    """
    with _writing(application, Section.ATTACHMENTS, None, by=by, at=at):
        application.attachments.filter(pk=number).delete()
    return application


@contextmanager
def _writing(
    application: Application, section: Section, version: int | None, *, by: User, at: datetime
) -> Iterator[None]:
    """Let one person write a section: permission, draft, nobody else in between; then keep what it all reads now.

    The row of the application is written first, so that whoever saves, signs or submits at the same moment waits.
    Without a `version`, what others did in the section meanwhile stays too (files are added, not replaced).
    """
    require(can_edit_application(by, application), _("Only the coordinators of the parties write the application."))
    lock_draft(application)
    latest = SectionVersion.objects.select_related("changed_by").get(application=application, section=section)
    application.refresh_from_db(fields=["content", "content_hash"])
    before, signers = application.content, _signers(application)
    yield
    application.content = application_content(application, PARTS[section])
    theirs, yours = _part(before, section), _part(application.content, section)
    if theirs == yours:
        return  # Sent twice, or nothing changed: the version stays, and so do the signatures.
    if version is not None and version != latest.version:
        raise Overtaken(latest, theirs, yours)
    keep_content(application, at=at)
    SectionVersion.objects.filter(pk=latest.pk).update(version=models.F("version") + 1, changed_by=by, changed_at=at)
    record(gettext_noop("Section saved"), application, by=by, at=at, section=section, version=latest.version + 1)
    post(notices.changed_after_signing(application, [one for one in signers if one != by], by=by), at=at)


def keep_content(application: Application, *, at: datetime) -> None:
    """Keep what the application reads now, its hash, and the words by which it is found."""
    content = application.content
    names = [organisation[name] for organisation in content["organisations"] for name in ("name_sv", "name_en")]
    application.search_text = fold(" ".join([application.reference, content["title"], *names]))
    application.content_hash = content_hash(content)
    application.changed_at = at
    application.save(update_fields=["content", "content_hash", "search_text", "changed_at"])


def lock_draft(application: Application) -> None:
    """Hold the row of a draft until the transaction ends, on every database. Raises `Refused` when it is no draft."""
    if not Application.objects.filter(pk=application.pk, state=State.DRAFT).update(state=State.DRAFT):
        sentence = _("The application has been sent in or withdrawn, so it can no longer be changed.")
        raise Refused([Problem(sentence)])


def _signers(application: Application) -> list[User]:
    signatures = application.signatures.filter(content_hash=application.content_hash)
    return [signature.signed_by for signature in signatures.select_related("signed_by")]


def _part(content: dict[str, Any], section: Section) -> dict[str, Any]:
    return {part: content[part] for part in PARTS[section]}


def _replace(model: Any, application: Application, rows: Rows) -> None:
    model.objects.filter(application=application).delete()
    model.objects.bulk_create(
        model(application=application, position=position, **row) for position, row in enumerate(rows)
    )
