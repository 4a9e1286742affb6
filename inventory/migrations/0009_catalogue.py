"""Seed colour schemes, cable types and transceiver types: data, which a carrier may change."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from inventory.operations.catalogue import seed_catalogue


def seed(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    seed_catalogue(model_of=lambda name: apps.get_model("inventory", name))


class Migration(migrations.Migration):
    dependencies = [("inventory", "0008_plant_refused")]

    # Backwards nothing is taken away: cables may be of these types.
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
