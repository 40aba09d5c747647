"""How the fields of an article are laid out for the editor."""

from typing import Any

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)

WORDS = [
    TitleFieldPanel("title"),
    FieldPanel("lead"),
    FieldPanel("body"),
    MultiFieldPanel(
        [FieldPanel("announced_total"), FieldPanel("announced_currency"), FieldPanel("override_reason")],
        heading=_("Check against the facts"),
    ),
]

ABOUT = [
    MultipleChooserPanel(
        "named_organisations", chooser_field_name="organisation", heading=_("Organisations"), label=_("Organisation")
    ),
    MultipleChooserPanel(
        "named_partnerships", chooser_field_name="partnership", heading=_("Partnerships"), label=_("Partnership")
    ),
    MultipleChooserPanel("named_cases", chooser_field_name="case", heading=_("Cases"), label=_("Case")),
    FieldPanel("countries"),
    FieldPanel("topics", widget=CheckboxSelectMultiple),
    FieldPanel("goals", widget=CheckboxSelectMultiple),
    FieldPanel("networks", widget=CheckboxSelectMultiple),
    MultiFieldPanel([FieldPanel("slug"), FieldPanel("search_description")], heading=_("Address")),
    MultiFieldPanel([FieldPanel("source_name"), FieldPanel("source_url")], heading=_("Published elsewhere first")),
]

PUBLISHING = [FieldPanel("out_at"), PublishingPanel()]


def tabs(words: list[Any]) -> TabbedInterface:
    """Return the form of a kind of article, whose words are laid out as given."""
    return TabbedInterface(
        [
            ObjectList(words, heading=_("Text")),
            ObjectList(ABOUT, heading=_("What it is about")),
            ObjectList(PUBLISHING, heading=_("Publishing")),
        ]
    )
