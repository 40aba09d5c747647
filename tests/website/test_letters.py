"""An address in other letters leads to the page, and only to what is public."""

import pytest
from django.utils import timezone

from samverka.stages.projects.models import Case


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("/en/cases/cat-a1/", "/en/cases/CAT-A1/"),
        ("/sv/arenden/Cat-a1/?q=x", "/sv/arenden/CAT-A1/?q=x"),
        ("/en/countries/rs/", "/en/countries/RS/"),
        ("/en/areas/EDUCATION/", "/en/areas/education/"),
    ],
)
def test_it_leads_there(client, catalogue, asked, right):
    answer = client.get(asked)
    assert (answer.status_code, answer["Location"]) == (301, right)
    assert client.get(right).status_code == 200


@pytest.mark.parametrize("asked", ["/en/cases/cat-a9/", "/en/countries/zz/", "/en/countries/xx/", "/en/cases/cat-a/"])
def test_what_is_not_there_is_not_there(client, catalogue, asked):
    assert client.get(asked).status_code == 404


def test_it_does_not_tell_of_what_is_not_public(client, catalogue):
    Case.objects.filter(reference="CAT-A1").update(published_at=None, changed_at=timezone.now())
    assert client.get("/en/cases/cat-a1/").status_code == 404
    assert client.get("/en/countries/rs/").status_code == 404
