"""Setting the stage: everything that the demonstration shows, put there once."""

import io
from datetime import datetime
from importlib import resources
from types import SimpleNamespace

from django.core.management import call_command

from samverka.demo.cast import SLUG, bring_on_stage
from samverka.demo.enquiries import write_to_the_office
from samverka.demo.newsletter import bring_in_readers
from samverka.demo.newsroom import write_the_news
from samverka.demo.people import PEOPLE
from samverka.demo.story import BEFORE, tell_the_story
from samverka.demo.talk import let_readers_talk
from samverka.ground.accounts.actions import give_role
from samverka.ground.programme.loading import load_taxonomies
from samverka.ground.programme.models import Programme
from samverka.stages.organisations.loading import load_municipalities

# The programme that the real partnerships are read into, and who of the cast works in its office.
REAL = "municipal-partnerships"
STAFF = ("sara", "helena", "maja")


def set_the_stage(at: datetime) -> None:
    """Load reference data, the real partnerships, the cast and its story; what is there already is left alone."""
    load_taxonomies()
    load_partnerships(at)
    is_new = not Programme.objects.filter(slug=SLUG).exists()
    cast = bring_on_stage(at - BEFORE)
    staff_the_catalogue(cast, at)
    if is_new:
        tell_the_story(cast, at)
        write_to_the_office(cast, at)
    write_the_news(cast, at)
    let_readers_talk(cast, at)
    bring_in_readers(cast, at)


def staff_the_catalogue(cast: SimpleNamespace, at: datetime) -> None:
    """Let the office of the cast answer for the real partnerships too: who reads of them reports errors about them.

    People of the cast get roles, and nothing else of theirs comes near a real municipality: no mandate, no membership,
    no call, no rules.
    """
    programme = Programme.objects.get(slug=REAL)
    for key in STAFF:
        person = getattr(cast, key)
        # A member of the cast does in both programmes what that person does.
        kind = next(part.role for part in PEOPLE if part.key == key)
        give_role(person, kind, programme, by=None, at=at)


def load_partnerships(at: datetime) -> None:
    """Load the municipalities, and the real partnerships with the programme that they belong to."""
    load_municipalities(at)
    folder = resources.files("samverka.demo").joinpath("partnerships")
    call_command("set_up_programme", str(folder.joinpath("programme.toml")), stdout=io.StringIO())
    partnerships = str(folder.joinpath("partnerships.csv"))
    call_command("import_partnerships", partnerships, programme=REAL, stdout=io.StringIO())
