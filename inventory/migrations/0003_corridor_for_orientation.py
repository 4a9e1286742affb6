"""Corridors, by which people find their way; and which demo tables an installation holds."""

from pathlib import Path

import django.contrib.gis.db.models.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

_HERE = Path(__file__)


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0002_geometry_refused"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Corridor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, unique=True, verbose_name="code")),
                (
                    "geom",
                    django.contrib.gis.db.models.fields.LineStringField(
                        srid=4326, verbose_name="line"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
            ],
        ),
        migrations.CreateModel(
            name="CorridorEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=40, verbose_name="code")),
                (
                    "geom",
                    django.contrib.gis.db.models.fields.LineStringField(
                        srid=4326, verbose_name="line"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="operatorarea",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="operatorarea",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="operatorarea",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="operatorarea",
            name="demo_digest",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="operatorareaevent",
            name="demo_digest",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="operatorarea",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "inventory_operatorareaevent" ("attribution", "country", "demo_digest", "geom", "id", "is_demo", "name", "outline_note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "tolerance_m") VALUES (NEW."attribution", NEW."country", NEW."demo_digest", NEW."geom", NEW."id", NEW."is_demo", NEW."name", NEW."outline_note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state", NEW."tolerance_m"); RETURN NULL;',
                    hash="ee83249ab79eaabfd7d87ea18150e880039fb816",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7c4dc",
                    table="inventory_operatorarea",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="operatorarea",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "inventory_operatorareaevent" ("attribution", "country", "demo_digest", "geom", "id", "is_demo", "name", "outline_note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "tolerance_m") VALUES (NEW."attribution", NEW."country", NEW."demo_digest", NEW."geom", NEW."id", NEW."is_demo", NEW."name", NEW."outline_note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."tolerance_m"); RETURN NULL;',
                    hash="cc1d16e4dc221892df2600b28c33a48136ec3b23",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f1d4c",
                    table="inventory_operatorarea",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="operatorarea",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "inventory_operatorareaevent" ("attribution", "country", "demo_digest", "geom", "id", "is_demo", "name", "outline_note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "tolerance_m") VALUES (OLD."attribution", OLD."country", OLD."demo_digest", OLD."geom", OLD."id", OLD."is_demo", OLD."name", OLD."outline_note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."state", OLD."tolerance_m"); RETURN NULL;',
                    hash="2f258e721958f769d64018cf2a8639363e1f9a62",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_83797",
                    table="inventory_operatorarea",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="corridor",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "inventory_corridorevent" ("code", "geom", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") VALUES (NEW."code", NEW."geom", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source"); RETURN NULL;',
                    hash="e159619038d1d430abb974374e811c6b8ca29699",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_461e7",
                    table="inventory_corridor",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="corridor",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "inventory_corridorevent" ("code", "geom", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") VALUES (NEW."code", NEW."geom", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source"); RETURN NULL;',
                    hash="fba70b7803125ce90602eddcf4e9a000eb95ae2e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3db6a",
                    table="inventory_corridor",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="corridor",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "inventory_corridorevent" ("code", "geom", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") VALUES (OLD."code", OLD."geom", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source"); RETURN NULL;',
                    hash="a63a58a4f1f2201a9883b8c85af4ebe3b6adf605",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6e7df",
                    table="inventory_corridor",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="corridorevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="corridorevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="inventory.corridor",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="corridorevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="11440803cecba65a36f55c816b46aa161e1742e4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7d4ac",
                    table="inventory_corridorevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(
            _HERE.with_suffix(".sql").read_text(), _HERE.with_suffix(".reverse.sql").read_text()
        ),
    ]
