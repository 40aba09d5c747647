"""When a case may be shown to the public, and where cases known from public sources may stand."""

import re
from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from samverka.ground.common.refusals import Problem
from samverka.ground.programme.models import Programme
from samverka.stages.projects.models import Case, Shown
from samverka.stages.projects.states import State

PUBLIC_TEXTS = ("title_sv", "title_en", "summary_sv", "summary_en")

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# A day of birth and four digits more. Coordination numbers add 60 to the day; numbers of companies have no such month.
_PERSONAL_NUMBER = re.compile(
    r"(?<![\d-])(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])[-+ ]?\d{4}(?![\d-])"
)
# An international number, or one that begins with 0 and has its area code apart: years and amounts have neither.
_PHONE = re.compile(
    r"(?<![\w+])(?:\+|00)\d(?:[\s()./-]{0,2}\d){6,13}(?!\d)|(?<![\w.,-])\(?0\d{1,3}\)?[-/ ]\d(?:[ -]?\d){4,8}(?!\d)"
)


def problems_before_publishing(case: Case, *, at: datetime) -> list[Problem]:
    """Return what stands in the way of showing the case to the public."""
    return [*_problems_with_summaries(case), *problems_with_public_texts(case)]


def problems_with_public_texts(case: Case) -> list[Problem]:
    """Return which public texts hold an e-mail address, a telephone number or a personal number."""
    return [problem for name in PUBLIC_TEXTS for problem in problems_with_particulars(name, getattr(case, name))]


def problems_with_new_tag(name_sv: str, name_en: str) -> list[Problem]:
    """Return what is wrong with a tag that is to be made: it has a name in both languages, and leads to no person."""
    names = {"new_tag_sv": name_sv, "new_tag_en": name_en}
    missing = [name for name, text in names.items() if not text.strip()]
    if len(missing) == 1:
        return [Problem(_("Write the new tag in both languages."), missing[0])]
    return [problem for name, text in names.items() for problem in problems_with_particulars(name, text)]


def problems_before_changing_what_is_shown(case: Case, *, at: datetime) -> list[Problem]:
    """Return why what the public sees of the case cannot be changed: it is not published."""
    return [] if case.is_cleared else [Problem(_("The case is not public."))]


def problems_before_unpublishing(case: Case, *, at: datetime) -> list[Problem]:
    """Return why the clearance of the case cannot simply be taken back: who has seen it must read where it went."""
    if not case.is_cleared:
        return [Problem(_("The case is not public."))]
    if not case.is_under_embargo(at):
        sentence = _("The public has seen the case. Withdraw it, with a reason that everybody can read.")
        return [Problem(sentence)]
    return []


def problems_before_withdrawing(case: Case, *, at: datetime) -> list[Problem]:
    """Return why the case cannot be withdrawn: only what the public has seen leaves a sentence behind."""
    if not case.is_cleared:
        return [Problem(_("The case is not public."))]
    if case.is_under_embargo(at):
        return [Problem(_("The public has not seen the case yet. Take back the clearance instead."))]
    return []


def problems_with_withdrawal_reasons(reason_sv: str, reason_en: str) -> list[Problem]:
    """Return what is wrong with the reasons that everybody will read at the address of the withdrawn case."""
    problems = []
    if not reason_sv.strip():
        problems.append(Problem(_("Write the reason in Swedish."), "reason_sv"))
    if not reason_en.strip():
        problems.append(Problem(_("Write the reason in English."), "reason_en"))
    for name, text in (("reason_sv", reason_sv), ("reason_en", reason_en)):
        problems += problems_with_particulars(name, text)
    return problems


def problems_with_what_is_shown(shown: str, reason: str) -> list[Problem]:
    """Return whether a reason is missing: whoever shows less than everything says why."""
    if shown != Shown.ALL and not reason.strip():
        return [Problem(_("Say why not everything is shown."), "shown_reason")]
    return []


def problems_with_embargo(case: Case, until: datetime | None, *, at: datetime) -> list[Problem]:
    """Return why the public cannot be kept waiting until that moment."""
    if until is None or until == case.embargo_until:
        return []
    if until <= at:
        return [Problem(_("The moment has passed. Choose a later one, or none."), "embargo_until")]
    if case.is_cleared and not case.is_under_embargo(at):
        sentence = _("The public has seen the case, and cannot be made to wait for it. Withdraw it instead.")
        return [Problem(sentence, "embargo_until")]
    return []


def problems_before_importing(programme: Programme) -> list[Problem]:
    """Return why no cases known from public sources may be recorded in the programme: they are real, it is not."""
    if not programme.is_demonstration:
        return []
    sentence = _(
        "“%(programme)s” is a demonstration with invented cases, and the file holds real ones. "
        "Choose another programme."
    )
    return [Problem(sentence % {"programme": programme.name})]


def _problems_with_summaries(case: Case) -> Iterator[Problem]:
    if case.state == State.RECORDED:
        return  # What public sources do not tell is not made up, and the rest can still be put right.
    if not case.summary_sv.strip():
        yield Problem(_("Write a summary in Swedish."), "summary_sv")
    if not case.summary_en.strip():
        yield Problem(_("Write a summary in English."), "summary_en")


def problems_with_particulars(name: str, text: str) -> Iterator[Problem]:
    """Yield what in `text`, which the public reads and a form knows as `name`, leads to a person."""
    kinds = {
        _ADDRESS: _("“%(found)s” is an e-mail address. Take it out: the text is shown to everybody."),
        _PERSONAL_NUMBER: _("“%(found)s” looks like a personal number. Take it out: the text is shown to everybody."),
        _PHONE: _("“%(found)s” looks like a telephone number. Take it out: the text is shown to everybody."),
    }
    for pattern, sentence in kinds.items():
        found = pattern.search(text)
        if found:
            yield Problem(sentence % {"found": found.group().strip()}, name)
            text = pattern.sub(" ", text)
