"""Forms of the account room."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from samverka.ground.accounts.models import User


class AddressForm(forms.Form):
    """Where a code is sent."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("You get a code there and need no password. The address is never shown."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class PersonForm(forms.ModelForm):
    """A person's own name and language."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        help_text=_("Of your pages here, and of the letters you get."),
    )

    class Meta:
        model = User
        fields = ["name", "language"]
        labels = {"name": _("Your name")}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}


class InvitationForm(PersonForm):
    """What a person says on coming in: name, language, and a password, twice."""

    email = forms.EmailField(
        label=_("E-mail address"),
        disabled=True,
        help_text=_("You log in with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=lazy(password_validators_help_text_html, str)(),
    )
    password_again = forms.CharField(
        label=_("Password, once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    field_order = ["email", "name", "language", "password", "password_again"]

    def clean(self) -> dict[str, Any]:
        """Check the password against the rules, the person's name and address among them, and against its repeat."""
        cleaned = super().clean() or self.cleaned_data
        password, again = cleaned.get("password"), cleaned.get("password_again")
        if password:
            person = User(name=cleaned.get("name", ""), email=self.instance.email)
            try:
                validate_password(password, person)
            except forms.ValidationError as problem:
                self.add_error("password", problem)
        if password and again and password != again:
            self.add_error("password_again", _("The two passwords differ. Write the same one twice."))
        return cleaned
