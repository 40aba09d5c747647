"""What templates can write: money, days, moments, text in two languages, badges, problems, addresses of pages.

The tags are plain functions, so a table or a page may call them too. Each returns text that is safe to put in HTML.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet, BoundField
from django.forms.utils import flatatt
from django.template import Context
from django.utils import dateformat, formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info, gettext, gettext_lazy, ngettext

from samverka.ground.common import dates
from samverka.ground.common.bilingual import current_language, localised
from samverka.ground.common.money import format_money
from samverka.ground.common.refusals import Problem
from samverka.ground.common.refusals import stopping as stopping_problems

register = template.Library()

# Written out, because “Jan. 5, 2026” is read differently on either side of the Atlantic.
DAY_FORMATS = {"en": "j F Y", "sv": "j F Y"}
LANGUAGE_MARKS = {"sv": gettext_lazy("in Swedish"), "en": gettext_lazy("in English")}
TONES = ("neutral", "info", "good", "warn", "bad")
DAYS_THAT_ARE_FEW = 7


# --- Money -----------------------------------------------------------------------------------------------------------


@register.filter
def money(amount: int | None, currency: str) -> str:
    """Return `amount` (smallest units) as text in the reader's language; nothing when there is no amount."""
    return "" if amount is None else format_money(amount, currency, current_language())


@register.simple_tag(name="money")
def money_tag(amount: int | None, currency: str) -> SafeString | str:
    """Return `amount` as `money` does, marked so that figures line up and the line does not break inside."""
    return format_html('<span class="money">{}</span>', money(amount, currency)) if amount is not None else ""


@register.inclusion_tag("ui/limit.html")
def limit(used: int, cap: int, currency: str, label: str = "") -> dict[str, Any]:
    """Draw how much of `cap` is used, in words and as a bar; more than the cap is said, not hidden."""
    share = 100 * used // cap if cap > 0 else 100 * (used > 0)
    # The width is text, because a number would be given separators in some languages and then not be a width.
    return {
        "label": label,
        "used": money(used, currency),
        "cap": money(cap, currency),
        "left": money(abs(cap - used), currency),
        "width": str(min(100, max(0, share))),
        "is_over": used > cap,
    }


# --- Days and moments ------------------------------------------------------------------------------------------------


@register.filter
def day_text(day: date | None) -> str:
    """Return the day written out, such as “5 January 2026”, as plain text."""
    if day is None:
        return ""
    return _written_day(dates.today(day) if isinstance(day, datetime) else day, current_language())


@lru_cache(maxsize=1_000)  # A list writes the same days again and again.
def _written_day(day: date, language: str) -> str:
    """Return `day` written out; `language` is the one in force, named because it decides what is kept."""
    written = DAY_FORMATS.get(language) or formats.get_format("DATE_FORMAT")
    return dateformat.format(day, written)


@register.filter(name="day")
def day_tag(day: date | None) -> SafeString | str:
    """Return the day written out, in a `<time>`."""
    if not day:
        return ""
    plain = dates.today(day) if isinstance(day, datetime) else day
    return format_html('<time datetime="{}">{}</time>', plain.isoformat(), day_text(plain))


@register.filter
def moment_text(moment: datetime | None) -> str:
    """Return the moment as people where the programme is read it, with the name of the time zone, as plain text."""
    if not moment:
        return ""
    local = timezone.localtime(moment)
    return gettext("%(day)s at %(time)s %(zone)s") % {
        "day": day_text(local.date()),
        "time": f"{local:%H:%M}",
        "zone": local.tzname(),
    }


@register.filter(name="moment")
def moment_tag(moment: datetime | None) -> SafeString | str:
    """Return the moment as `moment_text` does, in a `<time>`."""
    if not moment:
        return ""
    local = timezone.localtime(moment).isoformat(timespec="minutes")
    return format_html('<time datetime="{}">{}</time>', local, moment_text(moment))


@register.simple_tag(takes_context=True)
def days_left(context: Context, closes_at: datetime | None) -> SafeString | str:
    """Say how long something is open. The page's own moment is `now` in the context; without one, it is this moment."""
    if not closes_at:
        return ""
    now = context.get("now") or timezone.now()
    left = dates.days_left(closes_at, now)
    if closes_at <= now:
        return badge(gettext("Closed"), "neutral")
    if left == 0:
        return badge(gettext("Closes today at %(time)s") % {"time": f"{timezone.localtime(closes_at):%H:%M}"}, "warn")
    words = ngettext("%(days)s day left", "%(days)s days left", left) % {"days": left}
    return badge(words, "warn" if left <= DAYS_THAT_ARE_FEW else "info")


# --- Words -----------------------------------------------------------------------------------------------------------


@register.simple_tag
def bilingual(record: Any, field: str) -> SafeString | str:
    """Return a text kept in two languages; one shown in the other language is marked, for the eye and for speech."""
    found = localised(record, field)
    if not found.is_fallback:
        return format_html("{}", found.text)
    known = LANGUAGE_MARKS.get(found.language)
    mark = known or get_language_info(found.language)["name_translated"]
    return format_html(
        '<span lang="{}">{}</span> <span class="language-mark">({})</span>', found.language, found.text, mark
    )


@register.simple_tag
def badge(label: Any, tone: str = "neutral") -> SafeString:
    """Return a short label; the tone only underlines what the words already say."""
    if tone not in TONES:
        raise ValueError(f"tone {tone!r} is none of {', '.join(TONES)}")
    return format_html('<span class="badge {}">{}</span>', tone, label)


@register.simple_tag
def another_site() -> SafeString:
    """Return what stands at the end of a link that leads away: its mark is seen, and this is heard."""
    return format_html('<span class="visually-hidden"> ({})</span>', gettext("another site"))


@register.inclusion_tag("ui/problems.html")
def problems(problems: Iterable[Any]) -> dict[str, Any]:
    """Draw what stands in the way, as a checklist."""
    return {"problems": problems}


@register.filter
def stopping(problems: Iterable[Problem] | None) -> list[Problem]:
    """Return the problems that stop the person, without the mere warnings."""
    return stopping_problems(problems or [])


# --- Addresses -------------------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def current(context: Context, url: str) -> SafeString | str:
    """Return the attribute that marks the menu entry for `url` when the page shown is that one or stands below it."""
    request = context.get("request")
    if request is None or not url:
        return ""
    if request.path == url:
        return SafeString(' aria-current="page"')
    return SafeString(' aria-current="true"') if request.path.startswith(url) else ""


@register.simple_tag(takes_context=True)
def page_url(context: Context, number: int, parameter: str = "page") -> str:
    """Return the address of page `number` of a list, with the filters of the present address kept."""
    asked = context["request"].GET.copy()
    asked[parameter] = str(number)
    return f"?{asked.urlencode()}"


@register.filter
def page_numbers(page: "Page[Any]") -> Iterator[int | str]:
    """Return the numbers of the pages around `page`, with “…” where some are left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


# --- Forms -----------------------------------------------------------------------------------------------------------


def _anchor(field: BoundField) -> str:
    """Return the id of the element that a link to `field` should reach; in a group that is the first choice."""
    return field.id_for_label or f"{field.auto_id}_0"


def _errors_of(form: BaseForm, row: str = "") -> Iterator[dict[str, Any]]:
    """Yield each error of one form, or of one row of a formset, with the place it belongs to."""
    for error in form.non_field_errors():
        yield {"anchor": "", "label": row, "text": error}
    for field in form:
        label = f"{row}, {field.label}" if row else field.label
        for error in field.errors:
            yield {"anchor": "" if field.is_hidden else _anchor(field), "label": label, "text": error}


def _errors_of_rows(formset: "BaseFormSet[Any]") -> Iterator[dict[str, Any]]:
    """Yield each error of a formset; a row is called what its page calls it."""
    for error in formset.non_form_errors():
        yield {"anchor": "", "label": "", "text": error}
    name = getattr(formset, "row_label", "") or gettext("Row")
    for number, form in enumerate(formset.forms, 1):
        yield from _errors_of(form, f"{name} {number}")


@register.inclusion_tag("ui/error_summary.html")
def error_summary(*forms: "BaseForm | BaseFormSet[Any] | None") -> dict[str, Any]:
    """Draw all errors of the forms and formsets given, each a link to its field; nothing when there are none."""
    errors: list[dict[str, Any]] = []
    for form in forms:
        if form is None or not form.is_bound:
            continue
        if isinstance(form, BaseFormSet):
            errors += _errors_of_rows(form)
        else:
            errors += _errors_of(form)
            form.is_summed_up = True  # type: ignore[attr-defined]
    return {"errors": errors}


@register.filter
def attributes(attrs: dict[str, Any]) -> SafeString:
    """Return the attributes of an input as they stand in its tag."""
    return flatatt(attrs)


# What the log-in library calls by other names than we do, or In Capitals.
ACCOUNT_LABELS = {
    "name": gettext_lazy("Name"),
    "email": gettext_lazy("E-mail address"),
    "login": gettext_lazy("E-mail address"),
    "oldpassword": gettext_lazy("Current password"),
    "password1": gettext_lazy("New password"),
    "password2": gettext_lazy("New password, once more"),
}
ACCOUNT_HINTS = {
    "passwordless": gettext_lazy(
        "You then log in with this key alone. Your device asks for your finger, your face or a code."
    ),
}


@register.filter
def in_our_words(form: BaseForm) -> BaseForm:
    """Return a form of the log-in library with our labels, and without the grey hints that repeat them."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label = ACCOUNT_LABELS.get(name, field.label)
        field.help_text = ACCOUNT_HINTS.get(name, field.help_text)
    return form
