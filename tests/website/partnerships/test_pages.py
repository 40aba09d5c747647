"""The public partnerships."""


def test_a_partnership_shows_parties_and_cases(client, catalogue):
    text = client.get("/en/partnerships/habo-almhult-jb-marks/").content.decode()
    assert "<h1>Habo – Älmhult – JB Marks</h1>" in text
    for fact in ("Habo Municipality", "Älmhult Municipality", "JB Marks Local Municipality", "South Africa", "CAT-A2"):
        assert fact in text, fact


def test_the_list_is_narrowed_by_any_partner(client, catalogue):
    def shown(question):
        text = client.get(f"/sv/partnerskap/?{question}").content.decode()
        return {one for one in ("habo-vracar", "habo-almhult-jb-marks") if f"/sv/partnerskap/{one}/" in text}

    assert shown("") == {"habo-vracar", "habo-almhult-jb-marks"}
    assert shown("q=tlokwe+älmhult") == {"habo-almhult-jb-marks"}
    assert shown("q=serbia") == {"habo-vracar"}
    assert shown("country=ZA") == {"habo-almhult-jb-marks"}
    assert shown("q=tlokwe+serbia") == set()
