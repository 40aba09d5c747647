"""The rules that readers see beside the box are there from the start; editors change them afterwards."""

from django.db import migrations

from samverka.newsroom.comments.loading import load_rules


def load(apps, schema_editor):
    load_rules(apps.get_model("comments", "Rule"))


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
