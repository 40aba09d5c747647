"""A field in which an organisation is named, as people name it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samverka.ground.common.folding import fold
from samverka.stages.organisations.models import Organisation
from samverka.stages.organisations.queries import named

MOST_SUGGESTED = 8


class OrganisationField(forms.CharField):
    """The name of an organisation, any of its names, or the part of its address that is its own."""

    def to_python(self, value: Any) -> Any:
        """Return the one organisation that is meant. Raises `ValidationError` with those that could be."""
        text = super().to_python(value)
        if not text:
            return None
        exact = Organisation.objects.filter(slug=text).first()
        if exact:
            return exact
        found = named(text) or list(Organisation.objects.filter(search_text__contains=fold(text))[: MOST_SUGGESTED + 1])
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(_("No organisation has this name. Check the spelling, or register it first."))
        near = ", ".join(f"{one.name} ({one.slug})" for one in found[:MOST_SUGGESTED])
        raise ValidationError(
            _("Several organisations fit. Write what stands in brackets: %(names)s.") % {"names": near}
        )
