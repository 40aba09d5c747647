"""Forms of the organisations room."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from samverka.stages.organisations.models import Membership
from samverka.ui.forms import DayField


class ColleagueForm(forms.Form):
    """A colleague who is to take part."""

    email = forms.EmailField(label=_("E-mail address"), help_text=_("The invitation is sent there."))
    name = forms.CharField(label=_("Name"), max_length=150)
    kind = forms.ChoiceField(
        label=_("Role in the organisation"),
        choices=Membership.Kind,
        help_text=_("A coordinator writes applications and reports, and can invite colleagues."),
    )
    title = forms.CharField(label=_("Title"), max_length=150, required=False)
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=settings.LANGUAGES)


class LastDayForm(forms.Form):
    """Until when somebody takes part."""

    last_day = DayField(label=_("Last day"), help_text=_("The person can act through this day."))
