"""The inputs that forms are full of, written without a template: a page with a budget holds hundreds of them.

What is written is, letter by letter, what Django's own templates write (`tests/ui/test_inputs.py`).
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

_FOLDER = "django/forms/widgets/"
_ONE_LINE = ("checkbox", "date", "datetime", "email", "hidden", "input", "number", "password", "text", "time", "url")


def _attributes(widget: Mapping[str, Any]) -> str:
    written = []
    for name, value in widget["attrs"].items():
        if value is True:
            written.append(f" {conditional_escape(name)}")
        elif value is not False:
            written.append(f' {conditional_escape(name)}="{conditional_escape(value)}"')
    return "".join(written)


def _input(widget: Mapping[str, Any]) -> str:
    value = "" if widget["value"] is None else f' value="{conditional_escape(widget["value"])}"'
    name = conditional_escape(widget["name"])
    return f'<input type="{conditional_escape(widget["type"])}" name="{name}"{value}{_attributes(widget)}>'


def _select(widget: Mapping[str, Any]) -> str:
    lines = [f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget)}>']
    for group, options, _place in widget["optgroups"]:
        if group:
            lines.append(f'\n  <optgroup label="{conditional_escape(group)}">')
        lines += [f"\n  {_option(option)}" for option in options]
        if group:
            lines.append("\n  </optgroup>")
    return "".join([*lines, "\n</select>"])


def _option(option: Mapping[str, Any]) -> str:
    label = conditional_escape(localize(option["label"]))
    return f'<option value="{conditional_escape(option["value"])}"{_attributes(option)}>{label}</option>\n'


_WRITERS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    **{f"{_FOLDER}{name}.html": _input for name in _ONE_LINE},
    f"{_FOLDER}select.html": _select,
}


def written_input(template_name: str, widget: Mapping[str, Any]) -> SafeString | None:
    """Return the widget (as `get_context` describes it) as HTML; nothing where its template has to be asked."""
    write = _WRITERS.get(template_name)
    return SafeString(write(widget)) if write else None
