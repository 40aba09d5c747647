"""What the server needs before its first visitor, run with its own settings: tables, style sheets, facts, cast."""

import django
from django.core.management import call_command
from django.utils import timezone


def main():
    django.setup()
    from samverka.demo.cast import bring_on_stage
    from samverka.demo.stage import load_partnerships, staff_the_catalogue
    from samverka.ground.programme.loading import load_taxonomies

    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    load_taxonomies()
    now = timezone.now()
    load_partnerships(now)
    cast = bring_on_stage(now)
    staff_the_catalogue(cast, now)


if __name__ == "__main__":
    main()
