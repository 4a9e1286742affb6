"""Refuse geometry that is not finite, not valid, outside the area, or off its nodes."""

from pathlib import Path

from django.db import migrations

_HERE = Path(__file__)


class Migration(migrations.Migration):
    dependencies = [("inventory", "0001_initial")]

    operations = [
        migrations.RunSQL(
            _HERE.with_suffix(".sql").read_text(), _HERE.with_suffix(".reverse.sql").read_text()
        )
    ]
