"""Django's own command, in an order that costs less on an empty database.

Migrations of the editor's tool change its tables well over a hundred times, and each time Django draws up anew every
table that is tied to a changed one. Through the table of people ours are tied to all of them; so the tool goes first,
while ours are not there.
"""

from typing import Any

from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

TOOL = ("taggit", "wagtailcore", "wagtailimages", "wagtaildocs", "wagtailadmin", "wagtailusers", "wagtailsearch")
# Whoever asks for any of these wants something else than all tables.
OTHER_WISHES = ("app_label", "fake", "plan", "check_unapplied", "prune")


class Command(migrate.Command):
    """Makes the tables of the tool before all others, where there are no tables yet."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate the tool by itself, and then everything, with all that Django does besides."""
        if not any(options.get(wish) for wish in OTHER_WISHES):
            executor = MigrationExecutor(connections[options.get("database") or DEFAULT_DB_ALIAS])
            if not executor.loader.applied_migrations:
                executor.migrate([leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] in TOOL])
        super().handle(*args, **options)
