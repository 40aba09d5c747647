"""How the fields of an article are laid out for the editor."""

from functools import cache
from typing import Any

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    PageChooserPanel,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)

from samverka.newsroom.forms import ArticleForm

WORDS = [
    TitleFieldPanel("title"),
    FieldPanel("lead"),
    MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture at the head")),
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


# What only articles of a kind have.
BESIDES = {
    "press": [
        InlinePanel("contacts", heading=_("Contacts"), label=_("Contact"), min_num=1),
        InlinePanel("about_texts", heading=_("Standing texts"), label=_("Standing text")),
    ],
    "blog": [
        FieldPanel("author"),
        FieldPanel("author_role"),
        FieldPanel("series"),
        MultiFieldPanel([FieldPanel("takes_comments"), FieldPanel("comment_days")], heading=_("Comments")),
    ],
    "story": [
        FieldPanel("results"),
        InlinePanel("lessons", heading=_("What both sides learned"), label=_("Side"), min_num=2),
    ],
    "publication": [FieldPanel("sort"), FieldPanel("abstract"), FieldPanel("file"), FieldPanel("file_language")],
    "guidance": [FieldPanel("page_owner"), FieldPanel("page_owner_email"), FieldPanel("review_on")],
    "event": [FieldPanel("occasion")],
}


@cache
def form_of(model: type[Any]) -> Any:
    """Return the form of a kind of article, in three tabs."""
    tabs = [
        ObjectList([*WORDS, *BESIDES.get(model.kind, [])], heading=_("Text")),
        ObjectList(ABOUT, heading=_("What it is about")),
        ObjectList(PUBLISHING, heading=_("Publishing")),
    ]
    return TabbedInterface(tabs, base_form_class=ArticleForm).bind_to_model(model)


@cache
def form_of_home(model: type[Any]) -> Any:
    """Return the form of the page of a language: what stands on the start page."""
    panels = [
        FieldPanel("start_heading"),
        FieldPanel("start_lead"),
        InlinePanel(
            "chosen",
            [PageChooserPanel("article", "newsroom.Article")],
            heading=_("Articles on the start page"),
            label=_("Article"),
            max_num=3,
        ),
    ]
    return ObjectList(panels, base_form_class=WagtailAdminPageForm).bind_to_model(model)
