"""The public list of calls, one call, and its calendar file."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Max, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samverka.faces.website.calls.calendars import calendar_of
from samverka.faces.website.frame import WebsitePage
from samverka.faces.website.rows import language_beside
from samverka.ground.common.bilingual import localised
from samverka.ground.programme.models import Limit
from samverka.stages.calls.models import Call
from samverka.stages.calls.states import State
from samverka.ui.pages import ListPage, RecordPage


class CallList(WebsitePage, ListPage):
    """Open calls first, then coming ones; what is over stands in a list with pages."""

    template_name = "website/calls/list.html"
    heading = _("Calls")
    lead = _("A call is when organisations can apply, for what, and under which rules.")

    def rows(self) -> QuerySet[Call]:
        over = Call.objects.public().select_related("programme").order_by("-closes_at", "pk")
        return over.exclude(state=State.OPEN, closes_at__gte=self.at)

    def context(self) -> dict[str, Any]:
        here = super().context()
        live = Call.objects.public().filter(state=State.OPEN, closes_at__gte=self.at).select_related("programme")
        calls = list(live.order_by("closes_at", "pk"))
        return {
            **here,
            "changed_at": Call.objects.public().aggregate(latest=Max("changed_at"))["latest"],
            "open_calls": [call for call in calls if call.is_open(self.at)],
            "coming_calls": [call for call in calls if not call.is_open(self.at)],
        }


class OneCall(WebsitePage):
    """A public page about one call."""

    records = Call.objects
    by = {"slug": "slug"}

    def get_records(self) -> QuerySet[Call]:
        return Call.objects.select_related("programme__owner", "rule_set__case_type")


class CallPage(OneCall, RecordPage):
    template_name = "website/calls/call.html"

    def get_records(self) -> QuerySet[Call]:
        limits = Prefetch("rule_set__limits", Limit.objects.select_related("category"))
        parts = ("countries", "applicant_types", "partner_types", "categories", "criteria")
        return super().get_records().prefetch_related(limits, *(f"rule_set__{part}" for part in parts))

    def context(self) -> dict[str, Any]:
        call: Call = self.record
        return {
            **super().context(),
            "is_open": call.is_open(self.at),
            "is_coming": call.state == State.OPEN and self.at < call.opens_at,
            "is_cancelled": call.state == State.CANCELLED,
            "rules": call.rule_set,
            "applicants": in_a_row(call.rule_set.applicant_types.all()),
            "partners": in_a_row(call.rule_set.partner_types.all()),
            "paid": in_a_row(call.rule_set.categories.all()),
            "source": call.rule_set.source,
            "source_language": language_beside(call.rule_set.source),
            "changed_at": call.changed_at,
            "limits": [limit_row(limit) for limit in call.rule_set.limits.all()],
            "description": " ".join(localised(call, "summary").text.split())[:200],
        }


def in_a_row(terms: Iterable[Any]) -> str:
    """Return the names of the terms as one line, which begins with a capital as the first of them does."""
    first, *others = [term.name for term in terms] or [""]
    return ", ".join([first, *map(inside_a_sentence, others)])


def inside_a_sentence(name: str) -> str:
    """Return a name without its capital: “Local government outside Sweden” keeps that of Sweden, “NGO” its own."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def limit_row(limit: Limit) -> dict[str, Any]:
    """Return a cap or guide amount in the words of somebody who applies."""
    kinds = {Limit.Kind.MAXIMUM: _("at most"), Limit.Kind.GUIDE: _("guide amount")}
    parts = [limit.get_scope_display()]
    if limit.category:
        parts.append(inside_a_sentence(limit.category.name))
    if limit.region_group:
        parts.append(limit.get_region_group_display())
    if limit.parties_from > 2:
        parts.append(gettext("from %(n)s parties") % {"n": limit.parties_from})
    scope = ", ".join(str(part) for part in parts)
    return {"kind": kinds[Limit.Kind(limit.kind)], "scope": scope, "amount": limit.amount}


class CallCalendar(OneCall):
    """The last day of the call, for the visitor's own calendar."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        file = HttpResponse(calendar_of(self.record), content_type="text/calendar; charset=utf-8")
        file.headers["Content-Disposition"] = f'attachment; filename="{self.record.slug}.ics"'
        return file
