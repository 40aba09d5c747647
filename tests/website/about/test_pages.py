"""What the site says about itself."""

import pytest

from tests.factories import projects


@pytest.mark.parametrize("path", ["/en/accessibility/", "/sv/tillganglighet/", "/en/privacy/", "/sv/integritet/"])
def test_there_is_somebody_to_write_to(client, cast, path):
    text = client.get(path).content.decode()
    assert cast.programme.owner.email in text
    assert cast.programme.owner.name_en in text or cast.programme.owner.name_sv in text


def test_the_statement_says_what_the_law_asks(client, cast):
    text = client.get("/sv/tillganglighet/").content.decode()
    for part in ("delvis", "digg.se/tdosanmalan", "22 november 2026", "mailto:"):
        assert part in text


def test_open_data_are_linked_for_each_programme_that_has_granted_something(client, cast, at):
    assert "/opendata/iati-activities.xml" not in client.get("/en/open-data/").content.decode()
    projects.public_case(cast, at)
    text = client.get("/en/open-data/").content.decode()
    for path in ("/opendata/iati-activities.xml", "/opendata/iati-organisation.xml", "/opendata/360giving.json"):
        assert f"{path}?programme={cast.programme.slug}" in text
        assert client.get(path).status_code == 200
    assert cast.programme.licence_url in text
    assert cast.programme.owner.identifier in text
