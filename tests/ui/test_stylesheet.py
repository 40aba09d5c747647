"""What the sheet must keep doing; how it looks is for eyes and for the browser."""

import re
from pathlib import Path

import samverka.ui

SHEET = (Path(samverka.ui.__file__).parent / "static/ui/samverka.css").read_text(encoding="utf-8")


def test_a_mark_stands_between_the_steps_of_the_way_here_and_not_after_the_last():
    marked = [line.split("{")[0].strip() for line in SHEET.splitlines() if "›" in line]
    assert marked == [".breadcrumbs li + li::before"]


def test_the_menu_of_the_public_pages_stands_in_columns_on_a_telephone():
    narrow = re.search(r"@media \(max-width: 30rem\) \{\n(.*?)\n  \}", SHEET, re.DOTALL)[1]
    assert re.search(r"\.site-nav ul \{[^}]*grid-template-columns: repeat\(4, auto\)", narrow)
