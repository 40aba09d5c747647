"""Parts of a text that are no words of the editor's, but references: each is shown as the facts are when it is read."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, ListBlock, StructBlock

from samverka.newsroom.blocks.records import CaseChoice, DecisionChoice, OrganisationChoice
from samverka.stages.catalogue.asking import View


class AwardRow(StructBlock):
    """One award: a case that is public, or a decision that was announced and has no case yet."""

    case = CaseChoice(label=_("Case"), required=False)
    decision = DecisionChoice(label=_("Decision"), required=False, help_text=_("Where there is no public case yet."))
    recipient = OrganisationChoice(
        label=_("Recipient named"),
        required=False,
        help_text=_("Who gets it, as you have it: compared with the decision when you publish."),
    )

    def clean(self, value: Any) -> Any:
        """Take one of the two, and not both."""
        cleaned = super().clean(value)
        if bool(cleaned["case"]) == bool(cleaned["decision"]):
            raise ValidationError(gettext("Choose a case or a decision: one of the two."))
        return cleaned

    class Meta:
        label = _("Award")


class AwardList(StructBlock):
    """The awards that an announcement is about."""

    awards = ListBlock(AwardRow(), label=_("Awards"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("List of awards")


class CatalogueFigure(StructBlock):
    """How many public cases there are of a kind, or how much was granted to them, counted when it is read."""

    what = ChoiceBlock(label=_("What"), choices=[("count", _("Number of cases")), ("sum", _("Granted money"))])
    query = CharBlock(
        label=_("Of which cases"),
        required=False,
        max_length=500,
        help_text=_("The address of the catalogue after the question mark, such as country=BW&goal=6. Empty: all."),
    )
    words = CharBlock(label=_("Words beside it"), max_length=200)

    def clean(self, value: Any) -> Any:
        """Refuse a question that the catalogue would not read: it would count all cases instead."""
        cleaned = super().clean(value)
        asked = QueryDict(cleaned["query"].rpartition("?")[2])
        cleaned["query"] = View.asked(asked).query().removeprefix("?")
        if asked and not cleaned["query"]:
            raise ValidationError(gettext("The catalogue does not know this question."))
        return cleaned

    class Meta:
        icon = "view"
        label = _("Figure from the catalogue")
