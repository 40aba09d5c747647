"""The public organisations."""


def test_an_organisation_shows_its_names_over_time_and_what_it_does(client, catalogue):
    text = client.get("/en/organisations/jb-marks-local-municipality/").content.decode()
    assert "Names over time" in text
    assert "former name" in text
    assert "Tlokwe City Council" in text
    assert "until" in text
    assert "/en/cases/CAT-A2/" in text
    assert "/en/partnerships/habo-almhult-jb-marks/" in text


def test_misspellings_and_codes_are_found_but_not_shown(client, catalogue):
    text = client.get("/sv/organisationer/habo-kommun/").content.decode()
    assert "0643" not in text
    assert "/sv/organisationer/habo-kommun/" in client.get("/sv/organisationer/?q=0643").content.decode()


def test_two_places_with_nearly_the_same_name(client, catalogue):
    habo = client.get("/sv/organisationer/habo-kommun/").content.decode()
    håbo = client.get("/sv/organisationer/habo-kommun-0305/").content.decode()
    assert "<h1>Habo kommun</h1>" in habo
    assert "<h1>Håbo kommun</h1>" in håbo
    assert "CAT-A2" in habo
    assert "CAT-A1" not in habo
    assert "CAT-A1" in håbo


def test_one_without_a_public_part_is_not_shown(client, catalogue):
    assert client.get("/sv/organisationer/kiruna-kommun/").status_code == 404
    assert "Kiruna" not in client.get("/sv/organisationer/").content.decode()


def test_the_list_is_narrowed(client, catalogue):
    def shown(question):
        text = client.get(f"/en/organisations/?{question}").content.decode()
        return {
            name
            for name in ("habo-kommun", "habo-kommun-0305", "almhults-kommun", "vracar-municipality")
            if f"/en/organisations/{name}/" in text
        }

    assert shown("country=RS") == {"vracar-municipality"}
    assert shown("type=municipality") == {"habo-kommun", "habo-kommun-0305", "almhults-kommun"}
    assert shown("q=serbien") == {"vracar-municipality"}
    assert shown("q=ÄLMHULT") == {"almhults-kommun"}
    assert shown("q=habo") == {"habo-kommun", "habo-kommun-0305"}
