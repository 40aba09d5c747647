"""Setting the stage: everything that the demonstration shows, put there once."""

import io
from datetime import datetime
from importlib import resources

from django.core.management import call_command

from samverka.demo.cast import SLUG, bring_on_stage
from samverka.demo.newsroom import write_the_news
from samverka.demo.story import BEFORE, tell_the_story
from samverka.ground.programme.loading import load_taxonomies
from samverka.ground.programme.models import Programme
from samverka.stages.organisations.loading import load_municipalities

# The programme that the real partnerships are read into.
REAL = "municipal-partnerships"


def set_the_stage(at: datetime) -> None:
    """Load reference data, the real partnerships, the cast and its story; what is there already is left alone."""
    load_taxonomies()
    load_partnerships(at)
    is_new = not Programme.objects.filter(slug=SLUG).exists()
    cast = bring_on_stage(at - BEFORE)
    if is_new:
        tell_the_story(cast, at)
    write_the_news(cast, at)


def load_partnerships(at: datetime) -> None:
    """Load the municipalities, and the real partnerships with the programme that they belong to."""
    load_municipalities(at)
    folder = resources.files("samverka.demo").joinpath("partnerships")
    call_command("set_up_programme", str(folder.joinpath("programme.toml")), stdout=io.StringIO())
    partnerships = str(folder.joinpath("partnerships.csv"))
    call_command("import_partnerships", partnerships, programme=REAL, stdout=io.StringIO())
