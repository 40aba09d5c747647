"""Starting an application: who applies, and with whom."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.portal.applications.forms import StartForm
from samverka.faces.portal.applications.shown import address
from samverka.faces.portal.frame import PortalPage
from samverka.ground.common.folding import fold
from samverka.ground.common.refusals import Problem
from samverka.stages.applications.actions import start_application
from samverka.stages.applications.models import Application
from samverka.stages.applications.permissions import can_start_application, coordinated_by
from samverka.stages.applications.rules.parties import problems_with_applicant, problems_with_partner
from samverka.stages.calls.models import Call
from samverka.stages.calls.rules import problems_before_applying
from samverka.stages.organisations.models import Organisation
from samverka.ui.pages import FormPage

MOST_FOUND = 12


class StartApplication(PortalPage, FormPage):
    """One page with two forms: a search that adds partners to its own address, and the start itself."""

    allowed = can_start_application
    not_allowed = _("Only coordinators start applications. Ask the coordinator of your organisation.")
    records = Call.objects
    by = {"slug": "slug"}
    form_class = StartForm
    template_name = "portal/applications/new.html"
    submit_label = _("Start the application")
    done = _("The application is started. All parties can write it now.")
    record: Call

    def get_records(self) -> QuerySet[Call]:
        return Call.objects.select_related("programme__home_country", "rule_set__case_type")

    # --- Who applies -------------------------------------------------------------------------------------------------

    def own(self) -> list[Organisation]:
        """Return the organisations that the person coordinates; read once."""
        if not hasattr(self, "_own"):
            mine = Organisation.objects.filter(pk__in=coordinated_by(self.request.user))
            self._own = list(mine.select_related("country", "type"))
        return self._own

    def applicants(self) -> list[Organisation]:
        """Return those of one's own organisations that may be the applicant."""
        return [one for one in self.own() if not list(problems_with_applicant(self.record, one))]

    def why_nobody_can_apply(self) -> list[Problem]:
        """Return why none of one's own organisations may be the applicant."""
        if self.applicants():
            return []
        return [problem for one in self.own() for problem in problems_with_applicant(self.record, one)]

    # --- With whom ---------------------------------------------------------------------------------------------------

    def chosen(self) -> list[Organisation]:
        """Return the partners chosen so far, in the order in which they were chosen."""
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        slugs = [slug for slug in dict.fromkeys(asked.getlist("partner")) if slug.isprintable()][:MOST_FOUND]
        known = self.possible().filter(slug__in=slugs)
        return sorted(known, key=lambda one: slugs.index(one.slug))

    def possible(self) -> QuerySet[Organisation]:
        """Return the organisations that can be looked for: made-up ones in a demonstration, real ones elsewhere."""
        is_demonstration = self.record.programme.is_demonstration
        found = Organisation.objects.filter(is_fictional=is_demonstration, successor=None)
        return found.select_related("country", "type")

    def found(self, chosen: list[Organisation]) -> list[dict[str, Any]]:
        """Return what the search finds, each with the reason why it cannot be a partner if there is one."""
        words = [word for word in fold(self.request.GET.get("q", "")).split() if word.isprintable()]
        if not words:
            return []
        matches = self.possible().exclude(pk__in=[one.pk for one in [*self.own(), *chosen]])
        for word in words:
            matches = matches.filter(search_text__contains=word)
        return [
            {"organisation": one, "problems": list(problems_with_partner(self.record, one))}
            for one in matches[:MOST_FOUND]
        ]

    # --- The page ----------------------------------------------------------------------------------------------------

    def form_arguments(self) -> dict[str, Any]:
        return {"organisations": self.applicants()}

    def act(self, form: StartForm) -> Application:
        applicant = form.organisations[form.cleaned_data["applicant"]]
        key, by = form.cleaned_data["key"], self.request.user
        return start_application(self.record, applicant, self.chosen(), key=key, by=by, at=self.at)

    def done_url(self, result: Application) -> str:
        return address("application", result)

    def cancel_url(self) -> str:
        return reverse("portal:applications")

    def context(self) -> dict[str, Any]:
        chosen = self.chosen()
        problems = problems_before_applying(self.record, at=self.at) or self.why_nobody_can_apply()
        return {
            **super().context(),
            "heading": _("Apply in “%(call)s”") % {"call": self.record.title},
            "breadcrumbs": [(_("Applications"), reverse("portal:applications"))],
            "call": self.record,
            "zone": self.record.programme.time_zone,
            "chosen": [(one, self.without(one, chosen)) for one in chosen],
            "found": self.found(chosen),
            "asked": self.request.GET.get("q", ""),
            "problems": problems,
            "can_start": bool(self.applicants()) and not problems,
        }

    def without(self, left_out: Organisation, chosen: list[Organisation]) -> str:
        """Return the address of this page with one partner fewer."""
        return "?" + urlencode([("partner", one.slug) for one in chosen if one != left_out])
