from django.db import migrations, models


def drop_what_lacks_it(apps, schema_editor):
    """An edition is built whole, and anew as the next step of an upgrade."""
    apps.get_model("catalogue", "Edition").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0003_edition_by_published'),
    ]

    operations = [
        migrations.RunPython(drop_what_lacks_it, migrations.RunPython.noop),
        migrations.AddField(
            model_name='edition',
            name='by_changed',
            field=models.BinaryField(default=b''),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='edition',
            name='partnerships',
            field=models.BinaryField(default=b'', help_text='Of cases: the primary key of the partnership by place, 0 for none.'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='posting',
            name='amounts',
            field=models.BinaryField(default=bytes, help_text='Of money: an amount for each place, 64-bit, in their order.'),
        ),
    ]
