"""Workers hear at once of new requests and of changed targets and vantages."""

from pathlib import Path

from django.db import migrations

_HERE = Path(__file__)


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0003_maintenance_circuits_audited")]

    operations = [
        migrations.RunSQL(
            _HERE.with_suffix(".sql").read_text(), _HERE.with_suffix(".reverse.sql").read_text()
        )
    ]
