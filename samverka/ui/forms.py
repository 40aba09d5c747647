"""How forms are drawn, and the fields that every form uses for days, moments and money."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms.renderers import TemplatesSetting
from django.utils.formats import get_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from samverka.ground.common.money import as_decimal, parse_money
from samverka.ui.inputs import written_input

# What a 64-bit whole number holds with room for sums; a larger amount is a slip of the finger.
LARGEST_AMOUNT = 10**15
ONE_LINE = (forms.TextInput, forms.EmailInput, forms.URLInput)


class OneLine(forms.BoundField):
    """A field of a form. What a field of one line holds is one line, whoever sent it: a browser, or something else."""

    @property
    def data(self) -> Any:
        """Return what was sent; line breaks in a field of one line are spaces."""
        sent = super().data
        if isinstance(sent, str) and isinstance(self.field.widget, ONE_LINE):
            return " ".join(line.strip() for line in sent.splitlines() if line.strip())
        return sent


class Renderer(TemplatesSetting):
    """Draws every form, row of a formset and field with the templates of this app."""

    bound_field_class = OneLine
    form_template_name = "ui/fields.html"
    formset_template_name = "ui/formset.html"
    field_template_name = "ui/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """Return a form, a field or a widget as HTML."""
        written = written_input(template_name, context["widget"]) if "widget" in context else None
        return super().render(template_name, context, request) if written is None else written


# --- Days and moments ------------------------------------------------------------------------------------------------


class DayInput(forms.DateInput):
    """A day, chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A calendar day."""

    widget = DayInput


class MomentInput(forms.DateTimeInput):
    """A day and a time of day, in the time zone in force."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A moment; typed in the time zone in force, cleaned to an aware one."""

    widget = MomentInput


# --- Money -----------------------------------------------------------------------------------------------------------


class MoneyInput(forms.TextInput):
    """An amount as people write it, with the currency beside it."""

    currency = ""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", "data-amount": True, **(attrs or {})})

    def render(self, *given: Any, **named: Any) -> SafeString:
        """Return the input and its currency as HTML."""
        unit = format_html('<span class="unit" aria-hidden="true">{}</span>', self.currency) if self.currency else ""
        return format_html('<span class="money-input">{}{}</span>', super().render(*given, **named), unit)


class MoneyField(forms.Field):
    """An amount of money; cleaned to whole smallest units of `currency`, `None` when left empty.

    The currency may be set after the form is made: `form.fields["asked_amount"].currency = call.currency`.
    """

    widget = MoneyInput
    default_error_messages = {
        "negative": _("Write an amount that is not below zero."),
        "too_large": _("The amount is too large. Check the number of zeros."),
    }

    def __init__(self, *, currency: str = "", allows_negative: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.allows_negative = allows_negative
        self.currency = currency

    @property
    def currency(self) -> str:
        """The code of the currency, such as SEK; the input shows the same."""
        return self._currency

    @currency.setter
    def currency(self, code: str) -> None:
        self._currency = code
        if isinstance(self.widget, MoneyInput):
            self.widget.currency = code

    def __deepcopy__(self, memo: dict[int, Any]) -> "MoneyField":
        """Copy the field for one form, with its own currency."""
        copied: MoneyField = super().__deepcopy__(memo)
        copied.currency = self._currency
        return copied

    def prepare_value(self, value: Any) -> Any:
        """Return a stored amount as the text a person would type; text that was typed stays as it is."""
        if not isinstance(value, int):
            return value
        number = as_decimal(value, self.currency)
        whole = number == number.to_integral_value()
        text = f"{number.to_integral_value() if whole else number:,}".replace(",", "\u00a0")
        return text.replace(".", get_format("DECIMAL_SEPARATOR"))

    def to_python(self, value: Any) -> int | None:
        """Return what was typed in smallest units. Raises `ValidationError` with the sentence for the person."""
        if value in self.empty_values:
            return None
        if isinstance(value, int | Decimal):
            return int(value)
        try:
            return parse_money(str(value), self.currency)
        except ValueError as problem:
            raise ValidationError(str(problem), code="invalid") from problem

    def validate(self, value: Any) -> None:
        """Refuse an amount that no case can have."""
        super().validate(value)
        if value is not None and value < 0 and not self.allows_negative:
            raise ValidationError(self.error_messages["negative"], code="negative")
        if value is not None and abs(value) > LARGEST_AMOUNT:
            raise ValidationError(self.error_messages["too_large"], code="too_large")


# --- Text ------------------------------------------------------------------------------------------------------------

# Control characters but tab and new line: nobody types them, and databases refuse some. The two at the end are blanks
# to Python or to JavaScript alone; without them both count the same.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\ufeff]")


class PlainText(forms.CharField):
    """Text over several lines. What is too long is refused with its length, and not cut while it is typed.

    `is_counted` shows the length while one types, where there is a script; it counts as is counted here.
    """

    widget = forms.Textarea

    def __init__(self, *, longest: int, is_counted: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        sentence = _("Keep it to %(limit_value)s characters. It has %(show_value)s.")
        self.validators.append(MaxLengthValidator(longest, sentence))
        if is_counted:
            counted = {"data-count": longest, "data-count-text": _("{used} of {most} characters")}
            self.widget.attrs |= {**counted, "data-count-over": _("Too long: {used} of {most} characters")}

    def to_python(self, value: object) -> str:
        """Return the text with plain line ends and without characters that cannot be seen."""
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
        return _UNPRINTABLE.sub("", text).strip()
