"""Forms of the partnerships room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.stages.organisations.models import Organisation
from samverka.stages.partnerships.models import Partnership, SteeringMember
from samverka.ui.forms import DayField


class PartnershipFilter(forms.Form):
    """Which partnerships to show."""

    q = forms.CharField(label=_("Any name of a partner"), required=False, max_length=200)
    is_draft = True


class SteeringMemberForm(forms.ModelForm):
    """A person in the steering group, and whether that person has agreed to be named."""

    starts_on = DayField(label=_("From"), required=False)
    ends_on = DayField(label=_("Until"), required=False)

    class Meta:
        model = SteeringMember
        fields = ["organisation", "name", "role", "party", "starts_on", "ends_on", "is_public"]
        help_texts = {"is_public": _("Only with the person's own consent. It can be taken back at any time.")}

    def __init__(self, *given: Any, partnership: Partnership, **more: Any) -> None:
        super().__init__(*given, **more)
        fields: Any = self.fields
        fields["organisation"].queryset = Organisation.objects.filter(parties__partnership=partnership)
