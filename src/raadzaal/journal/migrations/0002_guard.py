from django.db import migrations

from raadzaal.journal import triggers


def begin(apps, schema_editor):
    apps.get_model("journal", "Head").objects.get_or_create(pk=1)


def guard(apps, schema_editor):
    triggers.install(schema_editor.connection)


def unguard(apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [
        migrations.RunPython(begin, migrations.RunPython.noop),
        migrations.RunPython(guard, unguard),
    ]
