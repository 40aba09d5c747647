from django.db import migrations, models


def drop_what_lacks_it(apps, schema_editor):
    """An edition is built whole, and anew as the next step of an upgrade."""
    apps.get_model("catalogue", "Edition").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0004_add_ledger'),
    ]

    operations = [
        migrations.RunPython(drop_what_lacks_it, migrations.RunPython.noop),
        migrations.AddField(
            model_name='edition',
            name='embargo_ended_at',
            field=models.DateTimeField(help_text='When the last embargo of a public case ended.', null=True),
        ),
    ]
