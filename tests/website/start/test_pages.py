"""The start page."""


def test_what_is_open_and_what_is_new(client, catalogue, calls):
    text = client.get("/en/").content.decode()
    assert "Open one" in text
    assert "Coming one" not in text
    assert "/en/cases/CAT-A1/" in text
    assert " – The Catalogue</title>" in text
