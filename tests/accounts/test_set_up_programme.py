import pytest
from django.core.management import CommandError, call_command

from samverka.ground.programme.models import ProgrammeOwner

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>'
FILE = """
[owner]
identifier = "XE-EXAMPLE-NEW"
name_sv = "Ny ägare"
name_en = "New owner"
email = "new@owner.example"
logo = "%s"

[programme]
slug = "new"
name_sv = "Nytt"
name_en = "New"
sender = "New <new@owner.example>"
reference_prefix = "NEW"
"""


@pytest.fixture
def set_up(cast, tmp_path):
    """Return a function that sets up a programme whose owner has this logo."""

    def set_up(name, content):
        (tmp_path / name).write_bytes(content)
        file = tmp_path / "programme.toml"
        file.write_text(FILE % name, encoding="utf-8")
        call_command("set_up_programme", str(file))
        return ProgrammeOwner.objects.get(identifier="XE-EXAMPLE-NEW").logo

    return set_up


def test_a_logo_is_kept_and_replaced_when_it_changes(set_up):
    first = set_up("logo.svg", SVG.encode())
    assert set_up("logo.svg", SVG.encode()).name == first.name
    changed = set_up("logo.svg", SVG.replace("9", "8").encode())
    assert b'width="8"' in changed.read()
    changed.close()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("logo.gif", b"GIF89a", "is no logo that can be shown"),
        ("logo.svg", b"<svg>" + b" " * 20_000, "larger than 20 KB"),
        ("logo.png", SVG.encode(), "is not what its name says"),
        ("logo.svg", b"<svg><SCRIPT>alert(1)</SCRIPT></svg>", "holds more than a drawing"),
        ("logo.svg", b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", "holds more than a drawing"),
    ],
)
def test_a_logo_that_would_not_do_is_refused_and_nothing_is_set_up(set_up, name, content, sentence):
    with pytest.raises(CommandError, match=sentence):
        set_up(name, content)
    assert not ProgrammeOwner.objects.filter(identifier="XE-EXAMPLE-NEW").exists()
