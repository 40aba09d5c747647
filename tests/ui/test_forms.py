import pytest
from django import forms


class Named(forms.Form):
    title = forms.CharField(max_length=30)
    address = forms.EmailField(required=False)
    text = forms.CharField(widget=forms.Textarea, required=False)
    password = forms.CharField(widget=forms.PasswordInput, required=False)


@pytest.mark.parametrize("brk", ["\n", "\r\n", "\r", "\x0b", "\u2028", "\x85"])
def test_a_field_of_one_line_holds_one_line(brk):
    form = Named({"title": f"Water{brk}Bcc: all@x.example", "text": "One\nTwo", "password": "a\nb"})
    assert form.is_valid()
    assert form.cleaned_data["title"] == "Water Bcc: all@x.example"
    assert form.cleaned_data["text"] == "One\nTwo"
    assert form.cleaned_data["password"] == "a\nb"


def test_rows_of_a_formset_too_and_the_longest_length_counts_what_is_left():
    rows = forms.formset_factory(Named)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-title": "x" * 14 + "\r\n\r\n" + "x" * 14}
    )
    assert rows.is_valid()
    assert rows.cleaned_data[0]["title"] == "x" * 14 + " " + "x" * 14


def test_an_address_with_a_line_break_is_no_address():
    form = Named({"title": "A", "address": "a@x.example\nb@x.example"})
    assert "address" in form.errors
