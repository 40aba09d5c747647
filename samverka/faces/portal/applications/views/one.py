"""What all pages about one application have in common."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.portal.applications.shown import address
from samverka.faces.portal.frame import PortalPage
from samverka.stages.applications.models import Application


class OneApplication(PortalPage):
    """A page about one application of the person's own organisations."""

    records = Application.objects
    record: Application

    def get_records(self) -> QuerySet[Application]:
        """Read along what the rules ask for."""
        return Application.objects.with_parties()

    def done_url(self, result: Any) -> str:
        """Go back to the application."""
        return address("application", self.record)

    def cancel_url(self) -> str:
        """Go back to the application."""
        return address("application", self.record)

    def context(self) -> dict[str, Any]:
        """Lead back to the list and to the application."""
        crumbs = [
            (_("Applications"), reverse("portal:applications")),
            (str(self.record), address("application", self.record)),
        ]
        programme = self.record.call.programme
        return {
            **super().context(),
            "application": self.record,
            "breadcrumbs": crumbs,
            "zone": programme.time_zone,
            "programme": programme,
        }

    def file_address(self, fingerprint: str) -> str:
        """Return the address of a file of the application."""
        return address("application-attachment", self.record, fingerprint)
