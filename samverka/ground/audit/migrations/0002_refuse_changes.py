"""The audit record is append-only: the database itself refuses to change or delete a row."""

from django.db import migrations

SQLITE = [
    "CREATE TRIGGER audit_event_no_{verb} BEFORE {verb} ON audit_event "
    "BEGIN SELECT RAISE(ABORT, 'the audit record cannot be changed'); END",
]
POSTGRESQL = [
    "CREATE FUNCTION audit_event_refuse_{verb}() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit record cannot be changed'; END $$",
    "CREATE TRIGGER audit_event_no_{verb} BEFORE {verb} ON audit_event "
    "FOR EACH ROW EXECUTE FUNCTION audit_event_refuse_{verb}()",
]


def add_triggers(apps, schema_editor):
    statements = SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
    for verb in ("update", "delete"):
        for statement in statements:
            schema_editor.execute(statement.format(verb=verb))


def remove_triggers(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for verb in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER audit_event_no_{verb}" + ("" if is_sqlite else " ON audit_event"))
        if not is_sqlite:
            schema_editor.execute(f"DROP FUNCTION audit_event_refuse_{verb}()")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(add_triggers, remove_triggers)]
