"""Forms of the people room."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from samverka.faces.office.finding import OrganisationField
from samverka.ground.accounts.models import Role, User
from samverka.ground.programme.models import Programme
from samverka.stages.organisations.models import Membership, Organisation
from samverka.ui.forms import DayField

RESTS_ON = _("The decision or rule of delegation that you have seen, with its date.")


class PersonFilter(forms.Form):
    """Which people to show."""

    q = forms.CharField(label=_("Name or e-mail address"), required=False, max_length=200)


class InviteForm(forms.Form):
    """A person to bring in, and where that person belongs."""

    email = forms.EmailField(label=_("E-mail address"), help_text=_("The invitation is sent there."))
    name = forms.CharField(label=_("Name"), max_length=150)
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=settings.LANGUAGES)
    organisation = OrganisationField(
        label=_("Organisation"), required=False, help_text=_("Empty for assessors and people of the office.")
    )
    kind = forms.ChoiceField(
        label=_("Role in the organisation"), required=False, choices=[("", "–"), *Membership.Kind.choices]
    )
    title = forms.CharField(label=_("Title"), max_length=150, required=False)
    rests_on = forms.CharField(label=_("May sign: rests on"), max_length=200, required=False, help_text=RESTS_ON)

    def clean(self) -> dict[str, Any]:
        """A role needs an organisation, and a mandate needs both."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("organisation") and not cleaned.get("kind"):
            self.add_error("kind", _("Say what the person does in the organisation."))
        if (
            "organisation" in cleaned
            and not cleaned["organisation"]
            and (cleaned.get("kind") or cleaned.get("rests_on"))
        ):
            self.add_error("organisation", _("Say for which organisation."))
        return cleaned


class RoleForm(forms.Form):
    """What a person is to do for a programme."""

    kind = forms.ChoiceField(label=_("Role"), choices=Role.Kind)
    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.none(), empty_label=None)

    def __init__(self, *given: Any, head: User, **more: Any) -> None:
        super().__init__(*given, **more)
        led = head.programmes_as(Role.Kind.HEAD)
        shown: Any = self.fields["programme"]
        shown.queryset = Programme.objects.filter(pk__in=led)


class MembershipForm(forms.Form):
    """Where a person belongs."""

    organisation = OrganisationField(label=_("Organisation"))
    kind = forms.ChoiceField(label=_("Role in the organisation"), choices=Membership.Kind)
    title = forms.CharField(label=_("Title"), max_length=150, required=False)


class MandateForm(forms.Form):
    """For whom a person signs."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=None
    )
    rests_on = forms.CharField(label=_("Rests on"), max_length=200, help_text=RESTS_ON)
    until = DayField(label=_("Until"), required=False, help_text=_("The last day; empty while it is open."))

    def __init__(self, *given: Any, person: User, on: date, **more: Any) -> None:
        super().__init__(*given, **more)
        own = Membership.objects.held_on(on).filter(user=person)
        shown: Any = self.fields["organisation"]
        shown.queryset = Organisation.objects.filter(pk__in=own.values("organisation"))


class LastDayForm(forms.Form):
    """Until when something holds."""

    last_day = DayField(
        label=_("Last day"), help_text=_("It holds through this day. Choose yesterday to end it at once.")
    )
