"""Every text has its Swedish, none is left over, and the placeholders agree."""

import messages
import pytest
from babel.messages.catalog import Message


def test_the_swedish_catalogue_is_complete():
    assert list(messages.problems_of_catalogue()) == []


@pytest.mark.parametrize(
    ("source", "translation", "problem"),
    [
        ("Hello %(name)s", "Hej %(name)s", None),
        ("Hello %(name)s", "Hej %(namn)s", "Unknown placeholder %(namn)s"),
        ("Hello %(name)s", "Hej", "Placeholder left out %(name)s"),
        ("Hello {name}", "Hej {namn}", "Unknown placeholder {namn}"),
        ("50 % of costs", "50 % av kostnaderna", None),
        ("50 %% of %(costs)s", "50 % av %(costs)s", "Unknown placeholder % a"),
        (("%(n)s day", "%(n)s days"), ("En dag", "%(n)s dagar"), None),
        (("%(n)s day", "%(n)s days"), ("%(n)s dag", "Flera dagar"), "Placeholder left out %(n)s"),
    ],
)
def test_placeholders_must_agree(source, translation, problem):
    message = Message(source, translation)
    assert list(messages.problems_of_placeholders(message)) == ([problem] if problem else [])


def test_texts_are_found_in_templates(tmp_path):
    template = tmp_path / "page.html"
    template.write_text(
        """
        {% extends "x.html" %}
          <h1>{% translate "Calls" %}</h1> {{ a|default:_("none") }}
            {% blocktranslate trimmed with a=b context "list" %}
              One {{ a }}
                 call
            {% endblocktranslate %}
        {% blocktranslate count n=calls|length %}One call{% plural %}{{ n }} calls{% endblocktranslate %}
        """,
        encoding="utf-8",
    )
    assert [(text, context) for _line, text, _comments, context in messages.texts_of(template)] == [
        ("Calls", None),
        ("none", None),
        ("One %(a)s call", "list"),
        (("One call", "%(n)s calls"), None),
    ]
