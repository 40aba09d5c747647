"""The form that narrows the record of changes."""

from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samverka.faces.office.audit.kinds import NAMES
from samverka.ground.accounts.models import User
from samverka.ground.audit.models import Event
from samverka.ground.common.folding import fold


class EventFilter(forms.Form):
    """Which changes to show."""

    q = forms.CharField(label=_("What was done, or to what"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    by = forms.CharField(label=_("Who did it"), required=False, max_length=200, help_text="")

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        kinds = sorted(((kind, str(name)) for kind, name in NAMES.items()), key=lambda one: one[1])
        self.fields["kind"].choices = [("", _("all")), *kinds]  # type: ignore[attr-defined]

    def narrow(self, events: QuerySet[Event]) -> QuerySet[Event]:
        """Return those of `events` that fit."""
        if not self.is_valid():
            return events
        wanted = self.cleaned_data
        if wanted["kind"]:
            events = events.filter(subject_kind=wanted["kind"])
        if wanted["by"]:
            events = events.filter(by__in=User.objects.get_queryset().matching(wanted["by"]))
        if wanted["q"]:
            events = events.filter(_in_words(wanted["q"]))
        return events


def _in_words(text: str) -> Q:
    """Return the condition that the text stands in what was done, as the reader reads it, or in the record's name."""
    known = Event.objects.order_by().values_list("what", flat=True).distinct()
    said = [what for what in known if fold(text) in fold(gettext(what))]
    # SQLite takes only ASCII letters for the same in either case, so the usual ways to write the word are tried.
    ways = {text, text.lower(), text.upper(), text.capitalize(), text.title()}
    return reduce(or_, (Q(subject_text__icontains=way) for way in ways), Q(what__in=said))
