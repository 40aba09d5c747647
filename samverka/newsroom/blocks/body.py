"""The parts of a text."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock, StreamBlock, StructBlock, TextBlock

from samverka.newsroom.blocks.facts import AwardList, CatalogueFigure
from samverka.newsroom.blocks.pictures import PictureInText, VideoInText
from samverka.newsroom.blocks.records import (
    CallChoice,
    CaseChoice,
    NetworkChoice,
    OrganisationChoice,
    PartnershipChoice,
)

# What a public page can show without a script, and what stays readable in a feed and in a letter.
SAFE = ["bold", "italic", "link", "ol", "ul"]


class Quote(StructBlock):
    """What somebody said, with who that is."""

    words = TextBlock(label=_("Words"), max_length=1_000)
    name = CharBlock(label=_("Name"), max_length=150)
    role = CharBlock(label=_("Role"), max_length=150, required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")


class Body(StreamBlock):
    """A text: headings, paragraphs, quotes and facts, in any order."""

    heading = CharBlock(label=_("Heading"), max_length=150, icon="title")
    text = RichTextBlock(label=_("Text"), features=SAFE)
    quote = Quote()
    picture = PictureInText()
    video = VideoInText()
    awards = AwardList(group=_("Facts"))
    case = CaseChoice(label=_("Facts of a case"), group=_("Facts"))
    organisation = OrganisationChoice(label=_("Facts of an organisation"), group=_("Facts"))
    partnership = PartnershipChoice(label=_("Facts of a partnership"), group=_("Facts"))
    call = CallChoice(label=_("Facts of a call"), group=_("Facts"))
    network = NetworkChoice(label=_("Facts of a network"), group=_("Facts"))
    figure = CatalogueFigure(group=_("Facts"))
