"""Forms of the organisations room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.ground.programme.models import Country, OrganisationType
from samverka.stages.organisations.models import Organisation, OrganisationName
from samverka.ui.forms import DayField

NAMES = ["name_en", "name_sv", "short_en", "short_sv"]
FACTS = ["type", "country", "code", "identifier", "website", "population"]


class OrganisationFilter(forms.Form):
    """Which organisations to show."""

    q = forms.CharField(label=_("Any of its names"), required=False, max_length=200)
    country = forms.ModelChoiceField(
        label=_("Country"), required=False, queryset=Country.objects.all(), empty_label=_("all")
    )
    type = forms.ModelChoiceField(
        label=_("Kind"), required=False, queryset=OrganisationType.objects.all(), empty_label=_("all")
    )


class FactsForm(forms.ModelForm):
    """What is known of an organisation, its names excepted."""

    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    population = forms.IntegerField(label=_("Inhabitants"), required=False, min_value=0)

    class Meta:
        model = Organisation
        fields = FACTS


class RegisterForm(FactsForm):
    """A new organisation, with its official names."""

    class Meta:
        model = Organisation
        fields = [*NAMES, *FACTS]


class RenameForm(forms.ModelForm):
    """The names an organisation has from a day on."""

    valid_from = DayField(label=_("From"), help_text=_("The first day of the new name."))

    class Meta:
        model = Organisation
        fields = NAMES


class NameForm(forms.ModelForm):
    """One more name by which an organisation is found."""

    text = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind of name"))
    valid_from = DayField(label=_("From"), required=False)
    valid_until = DayField(label=_("Until"), required=False)

    class Meta:
        model = OrganisationName
        fields = ["text", "kind", "valid_from", "valid_until"]

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        official = OrganisationName.Kind.OFFICIAL
        shown: Any = self.fields["kind"]
        shown.choices = [one for one in OrganisationName.Kind.choices if one[0] != official]
