"""Refuse geometry without a place before its metric twin is computed."""

from pathlib import Path

from django.db import migrations

_HERE = Path(__file__)


class Migration(migrations.Migration):
    dependencies = [("inventory", "0005_names_for_people")]

    operations = [
        migrations.RunSQL(
            _HERE.with_suffix(".sql").read_text(), _HERE.with_suffix(".reverse.sql").read_text()
        )
    ]
