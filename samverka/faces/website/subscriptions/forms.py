"""What somebody wants to get by e-mail."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.faces.website.finding import named_terms
from samverka.faces.website.terms.kinds import title_of
from samverka.ground.common.bilingual import current_language
from samverka.ground.programme.models import Country, Goal, Topic
from samverka.newsroom.models import Article
from samverka.newsroom.subscriptions.models import Choice, Frequency, Kind
from samverka.stages.catalogue.index import Catalogue
from samverka.ui.guard import SlipForm


class WishForm(forms.Form):
    """What, how often, in which language; and about what, where not about everything."""

    kinds = forms.MultipleChoiceField(
        label=_("What do you want to get?"),
        choices=Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing that you want to get.")},
    )
    frequency = forms.ChoiceField(
        label=_("How often?"),
        choices=Frequency.choices,
        widget=forms.RadioSelect,
        help_text=_("In the morning, and only when there is something new. The newsletter comes when it is written."),
        error_messages={"required": _("Choose how often you want to hear from us.")},
    )
    language = forms.ChoiceField(
        label=_("In which language?"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language.")},
    )
    topics = forms.MultipleChoiceField(label=_("Topics"), widget=forms.CheckboxSelectMultiple, required=False)
    goals = forms.MultipleChoiceField(label=_("Global goals"), widget=forms.CheckboxSelectMultiple, required=False)
    countries = forms.MultipleChoiceField(label=_("Countries"), widget=forms.CheckboxSelectMultiple, required=False)

    narrowing = ("topics", "goals", "countries")

    def __init__(self, *given: Any, catalogue: Catalogue, choice: Choice | None = None, **more: Any) -> None:
        super().__init__(*given, **more)
        offered: dict[str, Any] = self.fields
        offered["topics"].choices = named_terms(Topic.objects.all())
        goals = Goal.objects.values_list("code", f"name_{current_language()}")
        offered["goals"].choices = [(code, title_of("goal", code, name)) for code, name in goals]
        offered["countries"].choices = named_terms(countries_offered(catalogue, choice))

    @property
    def wanted(self) -> dict[str, Any]:
        """Return what was chosen as the action takes it."""
        chosen = dict(self.cleaned_data)
        kinds = chosen.pop("kinds")
        wanted = {name: chosen[name] for name in ("language", "frequency", *self.narrowing)}
        return {**wanted, "wants_letter": Kind.LETTER in kinds, "kinds": [one for one in kinds if one != Kind.LETTER]}

    @property
    def is_narrowed(self) -> bool:
        """Tell whether something is chosen among topics, goals and countries, or wrong with them."""
        return any(self[name].value() or self[name].errors for name in self.narrowing)

    def narrowing_fields(self) -> list[forms.BoundField]:
        """Return the fields by which articles are narrowed."""
        return [self[name] for name in self.narrowing]


class SignUpForm(SlipForm, WishForm):
    """The same, and where it goes."""

    purpose = "news by e-mail"
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"required": _("Write your e-mail address.")},
    )
    field_order = ["email", "kinds", "frequency", "language", "topics", "goals", "countries", "slip"]


def countries_offered(catalogue: Catalogue, choice: Choice | None) -> Any:
    """Return the countries that something public is about, and those chosen before."""
    codes = {*catalogue.values["country"], *(choice.countries if choice else ())}
    return Country.objects.filter(Q(code__in=codes) | Q(pk__in=Article.objects.public().values("countries")))


def wish_of(choice: Choice) -> dict[str, Any]:
    """Return a choice as it stands in the form."""
    names = ("language", "frequency", "topics", "goals", "countries")
    return {"kinds": choice.all_kinds, **{name: getattr(choice, name) for name in names}}
