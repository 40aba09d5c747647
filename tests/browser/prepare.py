"""What the server needs before its first visitor, run with the server's own settings: tables, style sheets, cast."""

import django
from django.core.management import call_command
from django.utils import timezone


def main():
    django.setup()
    from samverka.demo.cast import bring_on_stage
    from samverka.ground.programme.loading import load_taxonomies

    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    load_taxonomies()
    bring_on_stage(timezone.now())


if __name__ == "__main__":
    main()
