"""What the administration calls the rows."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0004_area_verdict_to_ask_before"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="circuit",
            options={"verbose_name": "circuit", "verbose_name_plural": "circuits"},
        ),
        migrations.AlterModelOptions(
            name="circuitservice",
            options={
                "verbose_name": "stretch under contract",
                "verbose_name_plural": "stretches under contract",
            },
        ),
        migrations.AlterModelOptions(
            name="circuittype",
            options={"verbose_name": "circuit type", "verbose_name_plural": "circuit types"},
        ),
        migrations.AlterModelOptions(
            name="corridor",
            options={"verbose_name": "corridor", "verbose_name_plural": "corridors"},
        ),
        migrations.AlterModelOptions(
            name="fibreroute",
            options={"verbose_name": "route", "verbose_name_plural": "routes"},
        ),
        migrations.AlterModelOptions(
            name="fibreroutesegment",
            options={
                "verbose_name": "place in a route",
                "verbose_name_plural": "places in a route",
            },
        ),
        migrations.AlterModelOptions(
            name="operatorarea",
            options={"verbose_name": "operator area", "verbose_name_plural": "operator areas"},
        ),
        migrations.AlterModelOptions(
            name="provider",
            options={"verbose_name": "provider", "verbose_name_plural": "providers"},
        ),
        migrations.AlterModelOptions(
            name="region",
            options={"verbose_name": "region", "verbose_name_plural": "regions"},
        ),
        migrations.AlterModelOptions(
            name="routenode",
            options={"verbose_name": "node", "verbose_name_plural": "nodes"},
        ),
        migrations.AlterModelOptions(
            name="routesegment",
            options={"verbose_name": "segment", "verbose_name_plural": "segments"},
        ),
        migrations.AlterModelOptions(
            name="school",
            options={"verbose_name": "school", "verbose_name_plural": "schools"},
        ),
        migrations.AlterModelOptions(
            name="site",
            options={"verbose_name": "site", "verbose_name_plural": "sites"},
        ),
        migrations.AlterModelOptions(
            name="siteassignment",
            options={"verbose_name": "site assignment", "verbose_name_plural": "site assignments"},
        ),
    ]
