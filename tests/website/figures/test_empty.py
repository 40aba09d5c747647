"""The figures of a site on which nothing has been published yet."""

from django.urls import reverse
from django.utils.translation import override
from lxml import html


def test_a_page_without_cases_says_so_and_draws_nothing(client, db):
    page = html.fromstring(client.get("/en/figures/").content.decode())
    assert page.text_content().count("No public case fits these choices.") == 6
    assert "No amount is known for these cases." in page.text_content()
    assert not page.xpath("//*[local-name()='svg'][@role='img']")


def test_files_without_cases_have_a_head_and_zeros(client, db):
    with override("en"):
        addresses = [reverse(f"website:figure-{code}") for code in ("decided", "flow", "completeness")]
    rows = [client.get(address).content.decode().partition("\r\n\r\n")[2].splitlines() for address in addresses]
    assert rows[0] == ["decided,name,cases,cases_with_amount,partnerships", 'total,"All cases, each once",0,0,0']
    assert len(rows[1]) == 1
    assert {line.split(",")[-3] for line in rows[2][1:]} == {"0"}


def test_rows_behind_nothing(client, db):
    assert "No public case fits" in client.get("/en/figures/rows/").content.decode()
    assert "No public partnership fits" in client.get("/en/figures/partnerships/").content.decode()
