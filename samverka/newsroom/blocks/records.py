"""Parts that refer to a record of the programme. The window in which an editor chooses it is named, not loaded."""

from typing import Any, ClassVar

from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from wagtail.blocks import ChooserBlock


class RecordChoice(ChooserBlock):
    """A record of a kind; `chooser` is what the chooser is called in `choosers.py`."""

    chooser: ClassVar[str]

    @cached_property
    def widget(self) -> Any:
        """Return what the editor clicks on to choose; only the editor's tool asks for it."""
        return import_string(f"samverka.newsroom.choosers.{self.chooser}").widget_class()


class CaseChoice(RecordChoice):
    """A public case."""

    chooser = "case_chooser"
    target_model = "projects.Case"

    class Meta:
        icon = "folder-open-inverse"


class DecisionChoice(RecordChoice):
    """A grant that was announced."""

    chooser = "decision_chooser"
    target_model = "decisions.Decision"

    class Meta:
        icon = "check"


class PartnershipChoice(RecordChoice):
    """A public partnership."""

    chooser = "partnership_chooser"
    target_model = "partnerships.Partnership"

    class Meta:
        icon = "group"


class CallChoice(RecordChoice):
    """A public call."""

    chooser = "call_chooser"
    target_model = "calls.Call"

    class Meta:
        icon = "calendar"


class NetworkChoice(RecordChoice):
    """A network."""

    chooser = "network_chooser"
    target_model = "networks.Network"

    class Meta:
        icon = "site"


class OrganisationChoice(RecordChoice):
    """A public organisation."""

    chooser = "organisation_chooser"
    target_model = "organisations.Organisation"

    class Meta:
        icon = "home"
