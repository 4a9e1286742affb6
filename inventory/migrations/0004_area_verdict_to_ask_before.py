"""Let a form ask whether a geometry lies in the operator's area, before anything is written."""

from pathlib import Path

from django.db import migrations

_HERE = Path(__file__)


class Migration(migrations.Migration):
    dependencies = [("inventory", "0003_corridor_for_orientation")]

    operations = [
        migrations.RunSQL(
            _HERE.with_suffix(".sql").read_text(), _HERE.with_suffix(".reverse.sql").read_text()
        )
    ]
