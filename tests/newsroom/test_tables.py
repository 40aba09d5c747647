from types import SimpleNamespace

import pytest
from django.core.management import call_command

from samverka.config.management.commands import migrate as ours

LEAVES = [("accounts", "0002"), ("newsroom", "0001"), ("taggit", "0006"), ("wagtailcore", "0097")]


@pytest.fixture
def done(monkeypatch):
    """Return what is migrated, in its order: a list of tables, or "all"; nothing of it happens."""
    done = []
    loader = SimpleNamespace(applied_migrations={}, graph=SimpleNamespace(leaf_nodes=lambda: LEAVES))
    executor = SimpleNamespace(loader=loader, migrate=lambda targets: done.append([label for label, _name in targets]))
    monkeypatch.setattr(ours, "MigrationExecutor", lambda connection: executor)
    monkeypatch.setattr(ours.Command.__base__, "handle", lambda self, **options: done.append("all"))
    monkeypatch.setattr(ours, "connections", {"default": None})
    return SimpleNamespace(order=done, loader=loader)


def test_on_an_empty_database_the_tables_of_the_tool_come_first(done):
    call_command("migrate")
    assert done.order == [["taggit", "wagtailcore"], "all"]


@pytest.mark.parametrize("wish", [{"app_label": "accounts"}, {"fake": True}, {"plan": True}, {"check_unapplied": True}])
def test_other_wishes_are_left_to_django(done, wish):
    call_command("migrate", **wish)
    assert done.order == ["all"]


def test_a_database_in_use_is_brought_up_to_date_in_one_go(done):
    done.loader.applied_migrations = {("accounts", "0001_initial"): None}
    call_command("migrate")
    assert done.order == ["all"]
