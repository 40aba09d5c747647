"""The inputs written without a template are, letter by letter, those of Django's templates."""

from datetime import date

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from samverka.ui.forms import DayInput, MomentInput, Renderer

HOSTILE = "\"><script>alert('x')</script>&amp;"
CHOICES = [
    ("", "---"),
    (1, gettext_lazy("Yes")),
    (2_500, 2_500),
    ("<b>", HOSTILE),
    ("safe", SafeString("<i>kept</i>")),
    (f"Group {HOSTILE}", [("a", "A"), ("b", "B")]),
]
WIDGETS = [
    forms.TextInput(),
    forms.TextInput({"maxlength": 20, "data-amount": True, "hidden": False, "title": HOSTILE, "autocomplete": "off"}),
    forms.NumberInput({"min": 1_000}),
    forms.EmailInput(),
    forms.URLInput(),
    forms.PasswordInput(render_value=True),
    forms.HiddenInput(),
    forms.CheckboxInput(),
    DayInput(),
    MomentInput(),
    forms.TimeInput(),
    forms.Select(choices=CHOICES),
    forms.Select({"class": "wide", "required": True}, choices=CHOICES),
    forms.SelectMultiple(choices=CHOICES),
]
VALUES = [None, "", "text", 0, 1, 2_500, True, HOSTILE, SafeString("a &amp; b"), date(2026, 5, 1), ["a", "1", "<b>"]]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
def test_an_input_is_what_the_template_of_django_writes(widget, language):
    ours, theirs = Renderer(), TemplatesSetting()
    with translation.override(language):
        for value in VALUES:
            attrs = {"id": f"id_{HOSTILE}"}
            assert widget.render(HOSTILE, value, attrs, ours) == widget.render(HOSTILE, value, attrs, theirs), value


def test_what_is_no_plain_input_is_left_to_its_template():
    widget, context = forms.Textarea(), {"widget": {"name": "text", "value": "A", "attrs": {}}}
    assert Renderer().render(widget.template_name, context) == TemplatesSetting().render(widget.template_name, context)
