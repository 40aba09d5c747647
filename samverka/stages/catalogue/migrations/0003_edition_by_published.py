from django.db import migrations, models


def drop_what_lacks_it(apps, schema_editor):
    """An edition is built whole, and anew as the next step of an upgrade."""
    apps.get_model("catalogue", "Edition").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0002_add_kinds'),
    ]

    operations = [
        migrations.RunPython(drop_what_lacks_it, migrations.RunPython.noop),
        migrations.AddField(
            model_name='edition',
            name='by_published',
            field=models.BinaryField(default=b'', help_text='Of partnerships only those that have a case to date them by.'),
            preserve_default=False,
        ),
    ]
