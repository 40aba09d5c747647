"""What stands at the address of something that the public has seen and that was withdrawn: 410, when, and why."""

from typing import Any

from django.db.models import Model, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _

from samverka.faces.website.frame import WebsitePage
from samverka.faces.website.freshness import FRESH
from samverka.ground.common.bilingual import localised
from samverka.stages.projects.models import Case, CaseQuerySet, Shown
from samverka.ui.pages import RecordPage


class Withdrawn(Exception):
    """The address belongs to something that was withdrawn with this case."""

    def __init__(self, case: Case) -> None:
        super().__init__(case.reference)
        self.case = case


class LastingPage(WebsitePage, RecordPage):
    """The page of one record, which leaves a sentence behind when the record is withdrawn."""

    gone_heading: Any = _("This page was withdrawn")

    def withdrawn_with(self) -> CaseQuerySet:
        """Return those of the withdrawn cases with which the record of this address went."""
        raise NotImplementedError

    def find(self) -> Model:
        """Return the record, or raise `Withdrawn` where the public has seen it and no longer does."""
        try:
            return super().find()
        except Http404:
            case = self.withdrawn_with().order_by("-withdrawn_at", "pk").first()
            if case is None:
                raise
            raise Withdrawn(case) from None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page, or with the sentence that stands in its place."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except Withdrawn as gone:
            return self.tombstone(gone.case)

    def tombstone(self, case: Case) -> HttpResponse:
        """Return the sentence. It names nothing but the day and the reason, which were written to be read."""
        facts = {
            "heading": self.gone_heading,
            "day": case.withdrawn_at,
            "reason": localised(case, "withdrawn_reason"),
            "now": self.at,
        }
        response = render(self.request, "website/withdrawn.html", facts, status=410)
        patch_cache_control(response, public=True, max_age=FRESH)
        return response


def case_withdrawn(reference: str) -> CaseQuerySet:
    """Return the withdrawn case of this reference, if the public had seen more of it than the sums."""
    return Case.objects.withdrawn().filter(reference=reference)


def organisation_withdrawn(slug: str) -> CaseQuerySet:
    """Return the withdrawn cases with which an organisation was shown."""
    was_named = Q(parties__is_home=True) | Q(shown=Shown.ALL)
    return Case.objects.withdrawn().filter(was_named, parties__organisation__slug=slug)


def partnership_withdrawn(slug: str) -> CaseQuerySet:
    """Return the withdrawn cases with which a partnership was shown."""
    return Case.objects.withdrawn().with_place().filter(partnership__slug=slug)
