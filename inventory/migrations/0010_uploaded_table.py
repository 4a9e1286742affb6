"""Uploaded tables that wait to be confirmed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0009_catalogue"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="UploadedTable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("content", models.BinaryField(verbose_name="content")),
                ("uploaded_at", models.DateTimeField(verbose_name="uploaded")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "uploaded table",
                "verbose_name_plural": "uploaded tables",
                "constraints": [
                    models.UniqueConstraint(fields=("person",), name="uploadedtable_one_waits")
                ],
            },
        ),
    ]
