"""How an editor finds the records that an article names: by any word of their names, in any spelling."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from samverka.ground.common.folding import fold


class WordsForm(BaseFilterForm):
    """One box for words, each of which must occur in the folded column `words_in`."""

    words_in: ClassVar[str] = "search_text"

    q = forms.CharField(label=_("Words"), required=False)

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        """Return the records that were asked for."""
        found: QuerySet[Any] = super().filter(objects)
        for word in fold(self.cleaned_data.get("q") or "").split():
            found = found.filter(**{f"{self.words_in}__contains": word})
            self.is_searching = True
        return found


class PartyWordsForm(WordsForm):
    """A partnership is found by the names of its parties."""

    words_in = "parties__organisation__search_text"


class ApplicationWordsForm(WordsForm):
    """A decision is found by the reference, title and parties of its application."""

    words_in = "application__search_text"


class OnlyPublic:
    """Offers what the public may see, and nothing else."""

    filter_form_class = WordsForm
    model_class: Any

    def get_object_list(self) -> QuerySet[Any]:
        """Return the public records, each once."""
        found: QuerySet[Any] = self.model_class.objects.public().distinct()
        return found


class ChoosePublic(OnlyPublic, ChooseView):
    """The window of a chooser."""


class ChoosePublicRows(OnlyPublic, ChooseResultsView):
    """Its rows, while somebody types."""


class ChooseParties(OnlyPublic, ChooseView):
    """The window of the chooser of partnerships."""

    filter_form_class = PartyWordsForm


class ChoosePartiesRows(OnlyPublic, ChooseResultsView):
    """Its rows."""

    filter_form_class = PartyWordsForm


class OnlyOwnGrants:
    """Offers the grants that the parties know of, in the programmes that the editor works for."""

    filter_form_class = ApplicationWordsForm
    model_class: Any
    request: Any

    def get_object_list(self) -> QuerySet[Any]:
        """Return the announced grants."""
        known = self.model_class.objects.announced().visible_to(self.request.user)
        found: QuerySet[Any] = known.filter(outcome="approved").select_related("application")
        return found


class TitleWordsForm(BaseFilterForm):
    """Calls and networks are few: they are found by words of their names, as written in either language."""

    q = forms.CharField(label=_("Words"), required=False)

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        """Return the records that were asked for."""
        found: QuerySet[Any] = super().filter(objects)
        name = "title" if hasattr(found.model, "title_sv") else "name"
        for word in (self.cleaned_data.get("q") or "").split():
            said = {f"{name}_{language}__icontains": word for language in ("sv", "en")}
            found = found.filter(Q(**said, _connector=Q.OR))
            self.is_searching = True
        return found


class ChooseTitled(OnlyPublic, ChooseView):
    """The window of the chooser of calls."""

    filter_form_class = TitleWordsForm


class ChooseTitledRows(OnlyPublic, ChooseResultsView):
    """Its rows."""

    filter_form_class = TitleWordsForm


class ChooseNetwork(ChooseView):
    """The window of the chooser of networks, none of which is secret."""

    filter_form_class = TitleWordsForm


class ChooseNetworkRows(ChooseResultsView):
    """Its rows."""

    filter_form_class = TitleWordsForm


class ChooseDecision(OnlyOwnGrants, ChooseView):
    """The window of the chooser of decisions."""


class ChooseDecisionRows(OnlyOwnGrants, ChooseResultsView):
    """Its rows."""


class PublicChooser(ChooserViewSet):
    """A chooser of public records."""

    choose_view_class = ChoosePublic
    choose_results_view_class = ChoosePublicRows


case_chooser = PublicChooser(
    "case_chooser", model="projects.Case", icon="folder-open-inverse", choose_one_text=_("Choose a case")
)
organisation_chooser = PublicChooser(
    "organisation_chooser", model="organisations.Organisation", icon="home", choose_one_text=_("Choose an organisation")
)
partnership_chooser = PublicChooser(
    "partnership_chooser",
    model="partnerships.Partnership",
    icon="group",
    choose_one_text=_("Choose a partnership"),
    choose_view_class=ChooseParties,
    choose_results_view_class=ChoosePartiesRows,
)
decision_chooser = ChooserViewSet(
    "decision_chooser",
    model="decisions.Decision",
    icon="check",
    choose_one_text=_("Choose a decision"),
    choose_view_class=ChooseDecision,
    choose_results_view_class=ChooseDecisionRows,
)
call_chooser = PublicChooser(
    "call_chooser",
    model="calls.Call",
    icon="calendar",
    choose_one_text=_("Choose a call"),
    choose_view_class=ChooseTitled,
    choose_results_view_class=ChooseTitledRows,
)
network_chooser = ChooserViewSet(
    "network_chooser",
    model="networks.Network",
    icon="site",
    choose_one_text=_("Choose a network"),
    choose_view_class=ChooseNetwork,
    choose_results_view_class=ChooseNetworkRows,
)
CHOOSERS = [
    *(case_chooser, organisation_chooser, partnership_chooser),
    *(decision_chooser, call_chooser, network_chooser),
]
