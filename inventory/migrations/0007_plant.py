import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from accounts.schema import AllAtOnce


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0006_unsound_geometry_refused_first"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        AllAtOnce(
            [
                migrations.CreateModel(
                    name="CableType",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(max_length=100, unique=True, verbose_name="name"),
                        ),
                        (
                            "slug",
                            models.SlugField(max_length=100, unique=True, verbose_name="slug"),
                        ),
                        (
                            "manufacturer",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="manufacturer"
                            ),
                        ),
                        (
                            "construction",
                            models.CharField(
                                choices=[
                                    ("loose_tube", "loose tube"),
                                    ("ribbon_in_tube", "ribbon in tube"),
                                    ("central_ribbon", "central ribbon"),
                                    ("tight_buffer", "tight buffer"),
                                ],
                                default="loose_tube",
                                max_length=20,
                                verbose_name="construction",
                            ),
                        ),
                        (
                            "fibre_kind",
                            models.CharField(
                                choices=[("G.652.D", "G.652.D"), ("G.657.A1", "G.657.A1")],
                                default="G.652.D",
                                max_length=20,
                                verbose_name="fibre",
                            ),
                        ),
                        ("n_fibres", models.PositiveIntegerField(verbose_name="fibres")),
                        (
                            "outer_mm",
                            models.FloatField(
                                blank=True, null=True, verbose_name="outer diameter in millimetres"
                            ),
                        ),
                        ("helix_ratio", models.FloatField(default=0, verbose_name="helix ratio")),
                        (
                            "source",
                            models.CharField(blank=True, max_length=200, verbose_name="source"),
                        ),
                    ],
                    options={
                        "verbose_name": "cable type",
                        "verbose_name_plural": "cable types",
                    },
                ),
                migrations.CreateModel(
                    name="ColourScheme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(max_length=100, unique=True, verbose_name="name"),
                        ),
                        (
                            "slug",
                            models.SlugField(max_length=100, unique=True, verbose_name="slug"),
                        ),
                        (
                            "source",
                            models.CharField(blank=True, max_length=200, verbose_name="source"),
                        ),
                    ],
                    options={
                        "verbose_name": "colour scheme",
                        "verbose_name_plural": "colour schemes",
                    },
                ),
                migrations.CreateModel(
                    name="ColourSchemeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "slug",
                            models.SlugField(db_index=False, max_length=100, verbose_name="slug"),
                        ),
                        (
                            "source",
                            models.CharField(blank=True, max_length=200, verbose_name="source"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Device",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(max_length=100, unique=True, verbose_name="name"),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("panel", "patch panel"),
                                    ("switch", "switch"),
                                    ("router", "router"),
                                    ("other", "other"),
                                ],
                                max_length=20,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("under_construction", "under construction"),
                                    ("active", "active"),
                                    ("decommissioning", "decommissioning"),
                                    ("retired", "retired"),
                                ],
                                default="active",
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        ("is_demo", models.BooleanField(default=False, verbose_name="demo")),
                    ],
                    options={
                        "verbose_name": "device",
                        "verbose_name_plural": "devices",
                    },
                ),
                migrations.CreateModel(
                    name="DeviceEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("panel", "patch panel"),
                                    ("switch", "switch"),
                                    ("router", "router"),
                                    ("other", "other"),
                                ],
                                max_length=20,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("under_construction", "under construction"),
                                    ("active", "active"),
                                    ("decommissioning", "decommissioning"),
                                    ("retired", "retired"),
                                ],
                                default="active",
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        ("is_demo", models.BooleanField(default=False, verbose_name="demo")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Duct",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("code", models.CharField(max_length=40, unique=True, verbose_name="code")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("duct", "duct"), ("microduct", "microduct")],
                                default="duct",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "marking",
                            models.CharField(blank=True, max_length=40, verbose_name="marking"),
                        ),
                        (
                            "inner_mm",
                            models.FloatField(verbose_name="inner diameter in millimetres"),
                        ),
                        (
                            "outer_mm",
                            models.FloatField(verbose_name="outer diameter in millimetres"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("under_construction", "under construction"),
                                    ("active", "active"),
                                    ("decommissioning", "decommissioning"),
                                    ("retired", "retired"),
                                ],
                                default="active",
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "owner",
                            models.CharField(blank=True, max_length=100, verbose_name="owner"),
                        ),
                        ("is_demo", models.BooleanField(default=False, verbose_name="demo")),
                    ],
                    options={
                        "verbose_name": "duct",
                        "verbose_name_plural": "ducts",
                    },
                ),
                migrations.CreateModel(
                    name="DuctEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("code", models.CharField(max_length=40, verbose_name="code")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("duct", "duct"), ("microduct", "microduct")],
                                default="duct",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "marking",
                            models.CharField(blank=True, max_length=40, verbose_name="marking"),
                        ),
                        (
                            "inner_mm",
                            models.FloatField(verbose_name="inner diameter in millimetres"),
                        ),
                        (
                            "outer_mm",
                            models.FloatField(verbose_name="outer diameter in millimetres"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("under_construction", "under construction"),
                                    ("active", "active"),
                                    ("decommissioning", "decommissioning"),
                                    ("retired", "retired"),
                                ],
                                default="active",
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "owner",
                            models.CharField(blank=True, max_length=100, verbose_name="owner"),
                        ),
                        ("is_demo", models.BooleanField(default=False, verbose_name="demo")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DuctSection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("position", models.PositiveIntegerField(verbose_name="place in the walk")),
                        (
                            "is_reversed",
                            models.BooleanField(default=False, verbose_name="walked backwards"),
                        ),
                    ],
                    options={
                        "verbose_name": "section of a duct",
                        "verbose_name_plural": "sections of ducts",
                    },
                ),
                migrations.CreateModel(
                    name="DuctSectionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("position", models.PositiveIntegerField(verbose_name="place in the walk")),
                        (
                            "is_reversed",
                            models.BooleanField(default=False, verbose_name="walked backwards"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Interface",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "speed_mbps",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="speed in Mbit/s"
                            ),
                        ),
                        ("is_enabled", models.BooleanField(default=True, verbose_name="enabled")),
                    ],
                    options={
                        "verbose_name": "interface",
                        "verbose_name_plural": "interfaces",
                    },
                ),
                migrations.CreateModel(
                    name="InterfaceEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "speed_mbps",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="speed in Mbit/s"
                            ),
                        ),
                        ("is_enabled", models.BooleanField(default=True, verbose_name="enabled")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="IPAddress",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "address",
                            models.GenericIPAddressField(unique=True, verbose_name="address"),
                        ),
                    ],
                    options={
                        "verbose_name": "IP address",
                        "verbose_name_plural": "IP addresses",
                    },
                ),
                migrations.CreateModel(
                    name="IPAddressEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("address", models.GenericIPAddressField(verbose_name="address")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Joint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("fusion", "fusion splice"),
                                    ("mechanical", "mechanical splice"),
                                    ("connector", "connector"),
                                    ("express", "express"),
                                ],
                                default="fusion",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "loss_db",
                            models.FloatField(blank=True, null=True, verbose_name="loss in dB"),
                        ),
                        (
                            "made_date",
                            models.DateField(blank=True, null=True, verbose_name="made on"),
                        ),
                        (
                            "made_by",
                            models.CharField(blank=True, max_length=100, verbose_name="made by"),
                        ),
                    ],
                    options={
                        "verbose_name": "joint",
                        "verbose_name_plural": "joints",
                    },
                ),
                migrations.CreateModel(
                    name="JointEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("fusion", "fusion splice"),
                                    ("mechanical", "mechanical splice"),
                                    ("connector", "connector"),
                                    ("express", "express"),
                                ],
                                default="fusion",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "loss_db",
                            models.FloatField(blank=True, null=True, verbose_name="loss in dB"),
                        ),
                        (
                            "made_date",
                            models.DateField(blank=True, null=True, verbose_name="made on"),
                        ),
                        (
                            "made_by",
                            models.CharField(blank=True, max_length=100, verbose_name="made by"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="OpticalEnd",
                    fields=[
                        ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "optical end",
                        "verbose_name_plural": "optical ends",
                    },
                ),
                migrations.CreateModel(
                    name="MateEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PatchPanel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("n_ports", models.PositiveSmallIntegerField(verbose_name="ports")),
                    ],
                    options={
                        "verbose_name": "patch panel",
                        "verbose_name_plural": "patch panels",
                    },
                ),
                migrations.CreateModel(
                    name="PatchPanelEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("n_ports", models.PositiveSmallIntegerField(verbose_name="ports")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Port",
                    fields=[
                        ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        (
                            "connector",
                            models.CharField(
                                default="LC/APC", max_length=20, verbose_name="connector"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "port",
                        "verbose_name_plural": "ports",
                    },
                ),
                migrations.CreateModel(
                    name="PortEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField(serialize=False)),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        (
                            "connector",
                            models.CharField(
                                default="LC/APC", max_length=20, verbose_name="connector"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Reservation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("first_number", models.PositiveIntegerField(verbose_name="first fibre")),
                        ("last_number", models.PositiveIntegerField(verbose_name="last fibre")),
                        (
                            "reserved_for",
                            models.CharField(max_length=200, verbose_name="reserved for"),
                        ),
                        ("from_date", models.DateField(verbose_name="from")),
                        ("until_date", models.DateField(verbose_name="until and including")),
                        (
                            "created_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="created"),
                        ),
                    ],
                    options={
                        "verbose_name": "reservation",
                        "verbose_name_plural": "reservations",
                    },
                ),
                migrations.CreateModel(
                    name="ReservationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("first_number", models.PositiveIntegerField(verbose_name="first fibre")),
                        ("last_number", models.PositiveIntegerField(verbose_name="last fibre")),
                        (
                            "reserved_for",
                            models.CharField(max_length=200, verbose_name="reserved for"),
                        ),
                        ("from_date", models.DateField(verbose_name="from")),
                        ("until_date", models.DateField(verbose_name="until and including")),
                        (
                            "created_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="created"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RiskGroup",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(max_length=200, unique=True, verbose_name="name"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("bridge", "bridge"),
                                    ("entry", "building entry"),
                                    ("pop_power", "power of a PoP"),
                                    ("duct_bank", "duct bank"),
                                    ("manual", "by hand"),
                                ],
                                default="manual",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "is_automatic",
                            models.BooleanField(default=False, verbose_name="made automatically"),
                        ),
                        ("comments", models.TextField(blank=True, verbose_name="comments")),
                        ("is_demo", models.BooleanField(default=False, verbose_name="demo")),
                    ],
                    options={
                        "verbose_name": "risk group",
                        "verbose_name_plural": "risk groups",
                    },
                ),
                migrations.CreateModel(
                    name="RiskGroupEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("bridge", "bridge"),
                                    ("entry", "building entry"),
                                    ("pop_power", "power of a PoP"),
                                    ("duct_bank", "duct bank"),
                                    ("manual", "by hand"),
                                ],
                                default="manual",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "is_automatic",
                            models.BooleanField(default=False, verbose_name="made automatically"),
                        ),
                        ("comments", models.TextField(blank=True, verbose_name="comments")),
                        ("is_demo", models.BooleanField(default=False, verbose_name="demo")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RiskGroupMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "member of a risk group",
                        "verbose_name_plural": "members of risk groups",
                    },
                ),
                migrations.CreateModel(
                    name="RiskGroupMemberEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SchemeColour",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("name_en", models.CharField(max_length=40, verbose_name="name, English")),
                        ("name_de", models.CharField(max_length=40, verbose_name="name, German")),
                        (
                            "rgb",
                            models.CharField(
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator("^#[0-9a-f]{6}$")
                                ],
                                verbose_name="colour",
                            ),
                        ),
                        (
                            "n_rings",
                            models.PositiveSmallIntegerField(default=0, verbose_name="rings"),
                        ),
                    ],
                    options={
                        "verbose_name": "colour of a scheme",
                        "verbose_name_plural": "colours of schemes",
                    },
                ),
                migrations.CreateModel(
                    name="SchemeColourEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("name_en", models.CharField(max_length=40, verbose_name="name, English")),
                        ("name_de", models.CharField(max_length=40, verbose_name="name, German")),
                        (
                            "rgb",
                            models.CharField(
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator("^#[0-9a-f]{6}$")
                                ],
                                verbose_name="colour",
                            ),
                        ),
                        (
                            "n_rings",
                            models.PositiveSmallIntegerField(default=0, verbose_name="rings"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SlackLoop",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "chainage_m",
                            models.FloatField(
                                blank=True, null=True, verbose_name="chainage in metres"
                            ),
                        ),
                        ("length_m", models.FloatField(verbose_name="length in metres")),
                        ("is_demo", models.BooleanField(default=False, verbose_name="demo")),
                    ],
                    options={
                        "verbose_name": "slack loop",
                        "verbose_name_plural": "slack loops",
                    },
                ),
                migrations.CreateModel(
                    name="SlackLoopEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "chainage_m",
                            models.FloatField(
                                blank=True, null=True, verbose_name="chainage in metres"
                            ),
                        ),
                        ("length_m", models.FloatField(verbose_name="length in metres")),
                        ("is_demo", models.BooleanField(default=False, verbose_name="demo")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Splitter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("code", models.CharField(max_length=60, unique=True, verbose_name="code")),
                        ("n_outputs", models.PositiveSmallIntegerField(verbose_name="outputs")),
                        (
                            "loss_db",
                            models.FloatField(blank=True, null=True, verbose_name="loss in dB"),
                        ),
                        ("is_demo", models.BooleanField(default=False, verbose_name="demo")),
                    ],
                    options={
                        "verbose_name": "splitter",
                        "verbose_name_plural": "splitters",
                    },
                ),
                migrations.CreateModel(
                    name="SplitterEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("code", models.CharField(max_length=60, verbose_name="code")),
                        ("n_outputs", models.PositiveSmallIntegerField(verbose_name="outputs")),
                        (
                            "loss_db",
                            models.FloatField(blank=True, null=True, verbose_name="loss in dB"),
                        ),
                        ("is_demo", models.BooleanField(default=False, verbose_name="demo")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SplitterLeg",
                    fields=[
                        ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                    ],
                    options={
                        "verbose_name": "leg of a splitter",
                        "verbose_name_plural": "legs of splitters",
                    },
                ),
                migrations.CreateModel(
                    name="SplitterLegEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField(serialize=False)),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Strand",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="number")),
                        (
                            "place",
                            models.PositiveSmallIntegerField(verbose_name="place in the tube"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("dark", "dark"),
                                    ("lit", "lit"),
                                    ("reserved", "reserved"),
                                    ("faulty", "faulty"),
                                    ("retired", "retired"),
                                ],
                                default="dark",
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "lessee",
                            models.CharField(blank=True, max_length=100, verbose_name="leased to"),
                        ),
                        (
                            "lease_ends_date",
                            models.DateField(blank=True, null=True, verbose_name="lease ends on"),
                        ),
                    ],
                    options={
                        "verbose_name": "strand",
                        "verbose_name_plural": "strands",
                    },
                ),
                migrations.CreateModel(
                    name="StrandEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("number", models.PositiveIntegerField(verbose_name="number")),
                        (
                            "place",
                            models.PositiveSmallIntegerField(verbose_name="place in the tube"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("dark", "dark"),
                                    ("lit", "lit"),
                                    ("reserved", "reserved"),
                                    ("faulty", "faulty"),
                                    ("retired", "retired"),
                                ],
                                default="dark",
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "lessee",
                            models.CharField(blank=True, max_length=100, verbose_name="leased to"),
                        ),
                        (
                            "lease_ends_date",
                            models.DateField(blank=True, null=True, verbose_name="lease ends on"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="StrandSection",
                    fields=[
                        ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                        (
                            "from_position",
                            models.PositiveIntegerField(verbose_name="from node position"),
                        ),
                        (
                            "to_position",
                            models.PositiveIntegerField(verbose_name="to node position"),
                        ),
                    ],
                    options={
                        "verbose_name": "section of a strand",
                        "verbose_name_plural": "sections of strands",
                    },
                ),
                migrations.CreateModel(
                    name="StrandSectionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField(serialize=False)),
                        (
                            "from_position",
                            models.PositiveIntegerField(verbose_name="from node position"),
                        ),
                        (
                            "to_position",
                            models.PositiveIntegerField(verbose_name="to node position"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Structure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("code", models.CharField(max_length=40, unique=True, verbose_name="code")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("manhole", "manhole"),
                                    ("handhole", "handhole"),
                                    ("cabinet", "cabinet"),
                                    ("pole", "pole"),
                                    ("entry", "building entry"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("under_construction", "under construction"),
                                    ("active", "active"),
                                    ("decommissioning", "decommissioning"),
                                    ("retired", "retired"),
                                ],
                                default="active",
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "owner",
                            models.CharField(blank=True, max_length=100, verbose_name="owner"),
                        ),
                        ("comments", models.TextField(blank=True, verbose_name="comments")),
                        ("is_demo", models.BooleanField(default=False, verbose_name="demo")),
                    ],
                    options={
                        "verbose_name": "structure",
                        "verbose_name_plural": "structures",
                    },
                ),
                migrations.CreateModel(
                    name="StructureEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("code", models.CharField(max_length=40, verbose_name="code")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("manhole", "manhole"),
                                    ("handhole", "handhole"),
                                    ("cabinet", "cabinet"),
                                    ("pole", "pole"),
                                    ("entry", "building entry"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("under_construction", "under construction"),
                                    ("active", "active"),
                                    ("decommissioning", "decommissioning"),
                                    ("retired", "retired"),
                                ],
                                default="active",
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "owner",
                            models.CharField(blank=True, max_length=100, verbose_name="owner"),
                        ),
                        ("comments", models.TextField(blank=True, verbose_name="comments")),
                        ("is_demo", models.BooleanField(default=False, verbose_name="demo")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Transceiver",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "serial",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="serial number"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "transceiver",
                        "verbose_name_plural": "transceivers",
                    },
                ),
                migrations.CreateModel(
                    name="TransceiverEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "serial",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="serial number"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TransceiverType",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(max_length=100, unique=True, verbose_name="name"),
                        ),
                        (
                            "slug",
                            models.SlugField(max_length=100, unique=True, verbose_name="slug"),
                        ),
                        (
                            "wavelength_nm",
                            models.PositiveSmallIntegerField(
                                verbose_name="wavelength in nanometres"
                            ),
                        ),
                        (
                            "tx_min_dbm",
                            models.FloatField(verbose_name="least transmit power in dBm"),
                        ),
                        (
                            "rx_min_dbm",
                            models.FloatField(verbose_name="receiver sensitivity in dBm"),
                        ),
                        (
                            "rx_max_dbm",
                            models.FloatField(
                                blank=True, null=True, verbose_name="receiver overload in dBm"
                            ),
                        ),
                        (
                            "tx_max_dbm",
                            models.FloatField(
                                blank=True, null=True, verbose_name="greatest transmit power in dBm"
                            ),
                        ),
                        (
                            "penalty_db",
                            models.FloatField(default=0, verbose_name="penalties in dB"),
                        ),
                        (
                            "reach_m",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="reach in metres"
                            ),
                        ),
                        (
                            "source",
                            models.CharField(blank=True, max_length=200, verbose_name="source"),
                        ),
                    ],
                    options={
                        "verbose_name": "transceiver type",
                        "verbose_name_plural": "transceiver types",
                    },
                ),
                migrations.CreateModel(
                    name="TransceiverTypeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "slug",
                            models.SlugField(db_index=False, max_length=100, verbose_name="slug"),
                        ),
                        (
                            "wavelength_nm",
                            models.PositiveSmallIntegerField(
                                verbose_name="wavelength in nanometres"
                            ),
                        ),
                        (
                            "tx_min_dbm",
                            models.FloatField(verbose_name="least transmit power in dBm"),
                        ),
                        (
                            "rx_min_dbm",
                            models.FloatField(verbose_name="receiver sensitivity in dBm"),
                        ),
                        (
                            "rx_max_dbm",
                            models.FloatField(
                                blank=True, null=True, verbose_name="receiver overload in dBm"
                            ),
                        ),
                        (
                            "tx_max_dbm",
                            models.FloatField(
                                blank=True, null=True, verbose_name="greatest transmit power in dBm"
                            ),
                        ),
                        (
                            "penalty_db",
                            models.FloatField(default=0, verbose_name="penalties in dB"),
                        ),
                        (
                            "reach_m",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="reach in metres"
                            ),
                        ),
                        (
                            "source",
                            models.CharField(blank=True, max_length=200, verbose_name="source"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Tray",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        (
                            "max_joints",
                            models.PositiveSmallIntegerField(verbose_name="room for joints"),
                        ),
                    ],
                    options={
                        "verbose_name": "tray",
                        "verbose_name_plural": "trays",
                    },
                ),
                migrations.CreateModel(
                    name="TrayEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        (
                            "max_joints",
                            models.PositiveSmallIntegerField(verbose_name="room for joints"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Tube",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                    ],
                    options={
                        "verbose_name": "tube",
                        "verbose_name_plural": "tubes",
                    },
                ),
                migrations.CreateModel(
                    name="TubeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Cable",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("code", models.CharField(max_length=60, unique=True, verbose_name="code")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("cable", "cable"), ("patch_cord", "patch cord")],
                                default="cable",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("under_construction", "under construction"),
                                    ("active", "active"),
                                    ("decommissioning", "decommissioning"),
                                    ("retired", "retired"),
                                ],
                                default="active",
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "sheath_m",
                            models.FloatField(
                                blank=True, null=True, verbose_name="sheath length in metres"
                            ),
                        ),
                        (
                            "length_source",
                            models.CharField(
                                choices=[
                                    ("gis", "from the map, with slack"),
                                    ("sheath_marks", "sheath marks"),
                                    ("field_notes", "field notes"),
                                    ("manual", "by hand"),
                                ],
                                default="gis",
                                max_length=20,
                                verbose_name="source of the length",
                            ),
                        ),
                        (
                            "owner",
                            models.CharField(blank=True, max_length=100, verbose_name="owner"),
                        ),
                        (
                            "laid_date",
                            models.DateField(blank=True, null=True, verbose_name="laid on"),
                        ),
                        ("comments", models.TextField(blank=True, verbose_name="comments")),
                        ("is_demo", models.BooleanField(default=False, verbose_name="demo")),
                        (
                            "a_node",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cables_from",
                                to="inventory.routenode",
                                verbose_name="from node",
                            ),
                        ),
                        (
                            "z_node",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cables_to",
                                to="inventory.routenode",
                                verbose_name="to node",
                            ),
                        ),
                        (
                            "type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cables",
                                to="inventory.cabletype",
                                verbose_name="type",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "cable",
                        "verbose_name_plural": "cables",
                    },
                ),
                migrations.CreateModel(
                    name="CableSection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("position", models.PositiveIntegerField(verbose_name="place in the walk")),
                        (
                            "is_reversed",
                            models.BooleanField(default=False, verbose_name="walked backwards"),
                        ),
                        (
                            "cable",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="walk",
                                to="inventory.cable",
                            ),
                        ),
                        (
                            "segment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cable_places",
                                to="inventory.routesegment",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "section of a cable",
                        "verbose_name_plural": "sections of cables",
                    },
                ),
                migrations.CreateModel(
                    name="CableSectionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("position", models.PositiveIntegerField(verbose_name="place in the walk")),
                        (
                            "is_reversed",
                            models.BooleanField(default=False, verbose_name="walked backwards"),
                        ),
                        (
                            "cable",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="inventory.cable",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="inventory.cablesection",
                            ),
                        ),
                        (
                            "segment",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="inventory.routesegment",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CableEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("code", models.CharField(max_length=60, verbose_name="code")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("cable", "cable"), ("patch_cord", "patch cord")],
                                default="cable",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("under_construction", "under construction"),
                                    ("active", "active"),
                                    ("decommissioning", "decommissioning"),
                                    ("retired", "retired"),
                                ],
                                default="active",
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "sheath_m",
                            models.FloatField(
                                blank=True, null=True, verbose_name="sheath length in metres"
                            ),
                        ),
                        (
                            "length_source",
                            models.CharField(
                                choices=[
                                    ("gis", "from the map, with slack"),
                                    ("sheath_marks", "sheath marks"),
                                    ("field_notes", "field notes"),
                                    ("manual", "by hand"),
                                ],
                                default="gis",
                                max_length=20,
                                verbose_name="source of the length",
                            ),
                        ),
                        (
                            "owner",
                            models.CharField(blank=True, max_length=100, verbose_name="owner"),
                        ),
                        (
                            "laid_date",
                            models.DateField(blank=True, null=True, verbose_name="laid on"),
                        ),
                        ("comments", models.TextField(blank=True, verbose_name="comments")),
                        ("is_demo", models.BooleanField(default=False, verbose_name="demo")),
                        (
                            "a_node",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="inventory.routenode",
                                verbose_name="from node",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="inventory.cable",
                            ),
                        ),
                        (
                            "z_node",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="inventory.routenode",
                                verbose_name="to node",
                            ),
                        ),
                        (
                            "type",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="inventory.cabletype",
                                verbose_name="type",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CableTypeAttenuation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "wavelength_nm",
                            models.PositiveSmallIntegerField(
                                verbose_name="wavelength in nanometres"
                            ),
                        ),
                        (
                            "db_per_km",
                            models.FloatField(verbose_name="attenuation in dB a kilometre"),
                        ),
                        (
                            "type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attenuations",
                                to="inventory.cabletype",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "attenuation of a cable type",
                        "verbose_name_plural": "attenuations of cable types",
                    },
                ),
                migrations.CreateModel(
                    name="CableTypeAttenuationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "wavelength_nm",
                            models.PositiveSmallIntegerField(
                                verbose_name="wavelength in nanometres"
                            ),
                        ),
                        (
                            "db_per_km",
                            models.FloatField(verbose_name="attenuation in dB a kilometre"),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="inventory.cabletypeattenuation",
                            ),
                        ),
                        (
                            "type",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="inventory.cabletype",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CableTypeTube",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("n_fibres", models.PositiveSmallIntegerField(verbose_name="fibres")),
                        (
                            "type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tubes",
                                to="inventory.cabletype",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "tube of a cable type",
                        "verbose_name_plural": "tubes of cable types",
                    },
                ),
                migrations.CreateModel(
                    name="CableTypeTubeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("n_fibres", models.PositiveSmallIntegerField(verbose_name="fibres")),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="inventory.cabletypetube",
                            ),
                        ),
                        (
                            "type",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="inventory.cabletype",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CircuitPath",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "leg",
                            models.CharField(
                                choices=[("working", "working path"), ("protect", "protect path")],
                                max_length=10,
                                verbose_name="path",
                            ),
                        ),
                        ("is_running", models.BooleanField(default=False, verbose_name="runs")),
                        (
                            "circuit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="paths",
                                to="inventory.circuit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "light path",
                        "verbose_name_plural": "light paths",
                    },
                ),
                migrations.CreateModel(
                    name="CircuitHop",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("sequence", models.PositiveIntegerField(verbose_name="place")),
                        ("from_position", models.PositiveIntegerField(blank=True, null=True)),
                        ("to_position", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "cable",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hops",
                                to="inventory.cable",
                            ),
                        ),
                        (
                            "node",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hops",
                                to="inventory.routenode",
                            ),
                        ),
                        (
                            "path",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="hops",
                                to="inventory.circuitpath",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "hop",
                        "verbose_name_plural": "hops",
                    },
                ),
                migrations.CreateModel(
                    name="CircuitPathEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "leg",
                            models.CharField(
                                choices=[("working", "working path"), ("protect", "protect path")],
                                max_length=10,
                                verbose_name="path",
                            ),
                        ),
                        ("is_running", models.BooleanField(default=False, verbose_name="runs")),
                        (
                            "circuit",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="inventory.circuit",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="inventory.circuitpath",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Closure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("code", models.CharField(max_length=60, unique=True, verbose_name="code")),
                        (
                            "max_trays",
                            models.PositiveSmallIntegerField(verbose_name="room for trays"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("under_construction", "under construction"),
                                    ("active", "active"),
                                    ("decommissioning", "decommissioning"),
                                    ("retired", "retired"),
                                ],
                                default="active",
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        ("comments", models.TextField(blank=True, verbose_name="comments")),
                        ("is_demo", models.BooleanField(default=False, verbose_name="demo")),
                        (
                            "node",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="closures",
                                to="inventory.routenode",
                                verbose_name="node",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "closure",
                        "verbose_name_plural": "closures",
                    },
                ),
                migrations.CreateModel(
                    name="ClosureEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("code", models.CharField(max_length=60, verbose_name="code")),
                        (
                            "max_trays",
                            models.PositiveSmallIntegerField(verbose_name="room for trays"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("under_construction", "under construction"),
                                    ("active", "active"),
                                    ("decommissioning", "decommissioning"),
                                    ("retired", "retired"),
                                ],
                                default="active",
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        ("comments", models.TextField(blank=True, verbose_name="comments")),
                        ("is_demo", models.BooleanField(default=False, verbose_name="demo")),
                        (
                            "node",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="inventory.routenode",
                                verbose_name="node",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="inventory.closure",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CableTypeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "slug",
                            models.SlugField(db_index=False, max_length=100, verbose_name="slug"),
                        ),
                        (
                            "manufacturer",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="manufacturer"
                            ),
                        ),
                        (
                            "construction",
                            models.CharField(
                                choices=[
                                    ("loose_tube", "loose tube"),
                                    ("ribbon_in_tube", "ribbon in tube"),
                                    ("central_ribbon", "central ribbon"),
                                    ("tight_buffer", "tight buffer"),
                                ],
                                default="loose_tube",
                                max_length=20,
                                verbose_name="construction",
                            ),
                        ),
                        (
                            "fibre_kind",
                            models.CharField(
                                choices=[("G.652.D", "G.652.D"), ("G.657.A1", "G.657.A1")],
                                default="G.652.D",
                                max_length=20,
                                verbose_name="fibre",
                            ),
                        ),
                        ("n_fibres", models.PositiveIntegerField(verbose_name="fibres")),
                        (
                            "outer_mm",
                            models.FloatField(
                                blank=True, null=True, verbose_name="outer diameter in millimetres"
                            ),
                        ),
                        ("helix_ratio", models.FloatField(default=0, verbose_name="helix ratio")),
                        (
                            "source",
                            models.CharField(blank=True, max_length=200, verbose_name="source"),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="inventory.cabletype",
                            ),
                        ),
                        (
                            "fibre_scheme",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="inventory.colourscheme",
                                verbose_name="colours of the fibres",
                            ),
                        ),
                        (
                            "tube_scheme",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="inventory.colourscheme",
                                verbose_name="colours of the tubes",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="cabletype",
                    name="fibre_scheme",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventory.colourscheme",
                        verbose_name="colours of the fibres",
                    ),
                ),
                migrations.AddField(
                    model_name="cabletype",
                    name="tube_scheme",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventory.colourscheme",
                        verbose_name="colours of the tubes",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="colourscheme",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_colourschemeevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug", NEW."source"); RETURN NULL;',
                            hash="e7b0452a62767e36e72b4185dc9a735600f94946",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e30aa",
                            table="inventory_colourscheme",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="colourscheme",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_colourschemeevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug", NEW."source"); RETURN NULL;',
                            hash="8b6af8a475c14e00305b406cfe5a1276385754b8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3500d",
                            table="inventory_colourscheme",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="colourscheme",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_colourschemeevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source") VALUES (OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug", OLD."source"); RETURN NULL;',
                            hash="07473571c1ac8e70ddb30f17e8f58a387c41511e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_bdf94",
                            table="inventory_colourscheme",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddField(
                    model_name="colourschemeevent",
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
                    model_name="colourschemeevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.colourscheme",
                    ),
                ),
                migrations.AddField(
                    model_name="device",
                    name="node",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="devices",
                        to="inventory.routenode",
                        verbose_name="node",
                    ),
                ),
                migrations.AddField(
                    model_name="deviceevent",
                    name="node",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.routenode",
                        verbose_name="node",
                    ),
                ),
                migrations.AddField(
                    model_name="deviceevent",
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
                    model_name="deviceevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.device",
                    ),
                ),
                migrations.AddField(
                    model_name="duct",
                    name="parent",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="inventory.duct",
                        verbose_name="lies in",
                    ),
                ),
                migrations.AddField(
                    model_name="cablesectionevent",
                    name="duct",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.duct",
                        verbose_name="duct",
                    ),
                ),
                migrations.AddField(
                    model_name="cablesection",
                    name="duct",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cable_places",
                        to="inventory.duct",
                        verbose_name="duct",
                    ),
                ),
                migrations.AddField(
                    model_name="ductevent",
                    name="parent",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.duct",
                        verbose_name="lies in",
                    ),
                ),
                migrations.AddField(
                    model_name="ductevent",
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
                    model_name="ductevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.duct",
                    ),
                ),
                migrations.AddField(
                    model_name="ductsection",
                    name="duct",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="walk",
                        to="inventory.duct",
                    ),
                ),
                migrations.AddField(
                    model_name="ductsection",
                    name="segment",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duct_places",
                        to="inventory.routesegment",
                    ),
                ),
                migrations.AddField(
                    model_name="ductsectionevent",
                    name="duct",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.duct",
                    ),
                ),
                migrations.AddField(
                    model_name="ductsectionevent",
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
                    model_name="ductsectionevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.ductsection",
                    ),
                ),
                migrations.AddField(
                    model_name="ductsectionevent",
                    name="segment",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.routesegment",
                    ),
                ),
                migrations.AddField(
                    model_name="interface",
                    name="device",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interfaces",
                        to="inventory.device",
                    ),
                ),
                migrations.AddField(
                    model_name="interfaceevent",
                    name="device",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.device",
                    ),
                ),
                migrations.AddField(
                    model_name="interfaceevent",
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
                    model_name="interfaceevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.interface",
                    ),
                ),
                migrations.AddField(
                    model_name="ipaddress",
                    name="interface",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="addresses",
                        to="inventory.interface",
                        verbose_name="interface",
                    ),
                ),
                migrations.AddField(
                    model_name="ipaddressevent",
                    name="interface",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.interface",
                        verbose_name="interface",
                    ),
                ),
                migrations.AddField(
                    model_name="ipaddressevent",
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
                    model_name="ipaddressevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.ipaddress",
                    ),
                ),
                migrations.AddField(
                    model_name="joint",
                    name="node",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joints",
                        to="inventory.routenode",
                        verbose_name="node",
                    ),
                ),
                migrations.AddField(
                    model_name="jointevent",
                    name="node",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.routenode",
                        verbose_name="node",
                    ),
                ),
                migrations.AddField(
                    model_name="jointevent",
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
                    model_name="jointevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.joint",
                    ),
                ),
                migrations.CreateModel(
                    name="Mate",
                    fields=[
                        (
                            "end",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="mating",
                                serialize=False,
                                to="inventory.opticalend",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mate",
                        "verbose_name_plural": "mates",
                    },
                ),
                migrations.AddField(
                    model_name="opticalend",
                    name="node",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="optical_ends",
                        to="inventory.routenode",
                        verbose_name="node",
                    ),
                ),
                migrations.AddField(
                    model_name="circuitpathevent",
                    name="a_end",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.opticalend",
                        verbose_name="from",
                    ),
                ),
                migrations.AddField(
                    model_name="circuitpathevent",
                    name="z_end",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.opticalend",
                        verbose_name="to",
                    ),
                ),
                migrations.AddField(
                    model_name="circuitpath",
                    name="a_end",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paths_from",
                        to="inventory.opticalend",
                        verbose_name="from",
                    ),
                ),
                migrations.AddField(
                    model_name="circuitpath",
                    name="z_end",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paths_to",
                        to="inventory.opticalend",
                        verbose_name="to",
                    ),
                ),
                migrations.AddField(
                    model_name="circuithop",
                    name="entered_end",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hops",
                        to="inventory.opticalend",
                    ),
                ),
                migrations.AddField(
                    model_name="mateevent",
                    name="end",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        serialize=False,
                        to="inventory.opticalend",
                    ),
                ),
                migrations.AddField(
                    model_name="mateevent",
                    name="joint",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.joint",
                    ),
                ),
                migrations.AddField(
                    model_name="mateevent",
                    name="mate",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.opticalend",
                    ),
                ),
                migrations.AddField(
                    model_name="mateevent",
                    name="node",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.routenode",
                    ),
                ),
                migrations.AddField(
                    model_name="mateevent",
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
                    model_name="patchpanel",
                    name="device",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="panel",
                        to="inventory.device",
                        verbose_name="device",
                    ),
                ),
                migrations.AddField(
                    model_name="patchpanelevent",
                    name="device",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.device",
                        verbose_name="device",
                    ),
                ),
                migrations.AddField(
                    model_name="patchpanelevent",
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
                    model_name="patchpanelevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.patchpanel",
                    ),
                ),
                migrations.AddField(
                    model_name="port",
                    name="panel",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ports",
                        to="inventory.patchpanel",
                    ),
                ),
                migrations.AddField(
                    model_name="opticalend",
                    name="port",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ends",
                        to="inventory.port",
                    ),
                ),
                migrations.AddField(
                    model_name="portevent",
                    name="panel",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.patchpanel",
                    ),
                ),
                migrations.AddField(
                    model_name="portevent",
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
                    model_name="portevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.port",
                    ),
                ),
                migrations.AddField(
                    model_name="reservation",
                    name="cable",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reservations",
                        to="inventory.cable",
                    ),
                ),
                migrations.AddField(
                    model_name="reservationevent",
                    name="cable",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.cable",
                    ),
                ),
                migrations.AddField(
                    model_name="reservationevent",
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
                    model_name="reservationevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.reservation",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="riskgroup",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_riskgroupevent" ("comments", "id", "is_automatic", "is_demo", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."comments", NEW."id", NEW."is_automatic", NEW."is_demo", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="e3b8b90a7366cab5f9515ee9d7c48d64f5ec5de2",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fc64b",
                            table="inventory_riskgroup",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="riskgroup",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_riskgroupevent" ("comments", "id", "is_automatic", "is_demo", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."comments", NEW."id", NEW."is_automatic", NEW."is_demo", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="f4f94e5cb84d5c82a3e7381901984a60df275881",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_04daf",
                            table="inventory_riskgroup",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="riskgroup",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_riskgroupevent" ("comments", "id", "is_automatic", "is_demo", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."comments", OLD."id", OLD."is_automatic", OLD."is_demo", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="65208e3ac3c44182da6ffae31b1ac728ef337100",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b47c7",
                            table="inventory_riskgroup",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddField(
                    model_name="riskgroupevent",
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
                    model_name="riskgroupevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.riskgroup",
                    ),
                ),
                migrations.AddField(
                    model_name="riskgroupmember",
                    name="cable",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="risks",
                        to="inventory.cable",
                    ),
                ),
                migrations.AddField(
                    model_name="riskgroupmember",
                    name="group",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="inventory.riskgroup",
                    ),
                ),
                migrations.AddField(
                    model_name="riskgroupmember",
                    name="node",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="risks",
                        to="inventory.routenode",
                    ),
                ),
                migrations.AddField(
                    model_name="riskgroupmember",
                    name="segment",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="risks",
                        to="inventory.routesegment",
                    ),
                ),
                migrations.AddField(
                    model_name="riskgroupmemberevent",
                    name="cable",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.cable",
                    ),
                ),
                migrations.AddField(
                    model_name="riskgroupmemberevent",
                    name="group",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.riskgroup",
                    ),
                ),
                migrations.AddField(
                    model_name="riskgroupmemberevent",
                    name="node",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.routenode",
                    ),
                ),
                migrations.AddField(
                    model_name="riskgroupmemberevent",
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
                    model_name="riskgroupmemberevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.riskgroupmember",
                    ),
                ),
                migrations.AddField(
                    model_name="riskgroupmemberevent",
                    name="segment",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.routesegment",
                    ),
                ),
                migrations.AddField(
                    model_name="schemecolour",
                    name="scheme",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="colours",
                        to="inventory.colourscheme",
                    ),
                ),
                migrations.AddField(
                    model_name="schemecolourevent",
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
                    model_name="schemecolourevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.schemecolour",
                    ),
                ),
                migrations.AddField(
                    model_name="schemecolourevent",
                    name="scheme",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.colourscheme",
                    ),
                ),
                migrations.AddField(
                    model_name="slackloop",
                    name="cable",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="slack_loops",
                        to="inventory.cable",
                    ),
                ),
                migrations.AddField(
                    model_name="slackloop",
                    name="node",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slack_loops",
                        to="inventory.routenode",
                        verbose_name="node",
                    ),
                ),
                migrations.AddField(
                    model_name="slackloop",
                    name="segment",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slack_loops",
                        to="inventory.routesegment",
                        verbose_name="segment",
                    ),
                ),
                migrations.AddField(
                    model_name="slackloopevent",
                    name="cable",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.cable",
                    ),
                ),
                migrations.AddField(
                    model_name="slackloopevent",
                    name="node",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.routenode",
                        verbose_name="node",
                    ),
                ),
                migrations.AddField(
                    model_name="slackloopevent",
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
                    model_name="slackloopevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.slackloop",
                    ),
                ),
                migrations.AddField(
                    model_name="slackloopevent",
                    name="segment",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.routesegment",
                        verbose_name="segment",
                    ),
                ),
                migrations.AddField(
                    model_name="splitter",
                    name="node",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="splitters",
                        to="inventory.routenode",
                        verbose_name="node",
                    ),
                ),
                migrations.AddField(
                    model_name="splitterevent",
                    name="node",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.routenode",
                        verbose_name="node",
                    ),
                ),
                migrations.AddField(
                    model_name="splitterevent",
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
                    model_name="splitterevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.splitter",
                    ),
                ),
                migrations.AddField(
                    model_name="splitterleg",
                    name="splitter",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="legs",
                        to="inventory.splitter",
                    ),
                ),
                migrations.AddField(
                    model_name="opticalend",
                    name="leg",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ends",
                        to="inventory.splitterleg",
                    ),
                ),
                migrations.AddField(
                    model_name="splitterlegevent",
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
                    model_name="splitterlegevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.splitterleg",
                    ),
                ),
                migrations.AddField(
                    model_name="splitterlegevent",
                    name="splitter",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.splitter",
                    ),
                ),
                migrations.AddField(
                    model_name="strand",
                    name="cable",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="strands",
                        to="inventory.cable",
                    ),
                ),
                migrations.AddField(
                    model_name="strandevent",
                    name="cable",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.cable",
                    ),
                ),
                migrations.AddField(
                    model_name="strandevent",
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
                    model_name="strandevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.strand",
                    ),
                ),
                migrations.AddField(
                    model_name="strandsection",
                    name="strand",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="inventory.strand",
                    ),
                ),
                migrations.AddField(
                    model_name="opticalend",
                    name="strand_section",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ends",
                        to="inventory.strandsection",
                    ),
                ),
                migrations.AddField(
                    model_name="circuithop",
                    name="strand_section",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hops",
                        to="inventory.strandsection",
                    ),
                ),
                migrations.AddField(
                    model_name="strandsectionevent",
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
                    model_name="strandsectionevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.strandsection",
                    ),
                ),
                migrations.AddField(
                    model_name="strandsectionevent",
                    name="strand",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.strand",
                    ),
                ),
                migrations.AddField(
                    model_name="structure",
                    name="node",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="structure",
                        to="inventory.routenode",
                        verbose_name="node",
                    ),
                ),
                migrations.AddField(
                    model_name="structureevent",
                    name="node",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.routenode",
                        verbose_name="node",
                    ),
                ),
                migrations.AddField(
                    model_name="structureevent",
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
                    model_name="structureevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.structure",
                    ),
                ),
                migrations.AddField(
                    model_name="transceiver",
                    name="interface",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="transceiver",
                        to="inventory.interface",
                        verbose_name="interface",
                    ),
                ),
                migrations.AddField(
                    model_name="transceiverevent",
                    name="interface",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.interface",
                        verbose_name="interface",
                    ),
                ),
                migrations.AddField(
                    model_name="transceiverevent",
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
                    model_name="transceiverevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.transceiver",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="transceivertype",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("tx_min_dbm__gt", models.F("rx_min_dbm"))),
                        name="transceivertype_budget_positive",
                    ),
                ),
                migrations.AddField(
                    model_name="transceiverevent",
                    name="type",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.transceivertype",
                        verbose_name="type",
                    ),
                ),
                migrations.AddField(
                    model_name="transceiver",
                    name="type",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transceivers",
                        to="inventory.transceivertype",
                        verbose_name="type",
                    ),
                ),
                migrations.AddField(
                    model_name="circuitpathevent",
                    name="optics",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.transceivertype",
                        verbose_name="transceivers",
                    ),
                ),
                migrations.AddField(
                    model_name="circuitpath",
                    name="optics",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paths",
                        to="inventory.transceivertype",
                        verbose_name="transceivers",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="transceivertype",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_transceivertypeevent" ("id", "name", "penalty_db", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reach_m", "rx_max_dbm", "rx_min_dbm", "slug", "source", "tx_max_dbm", "tx_min_dbm", "wavelength_nm") VALUES (NEW."id", NEW."name", NEW."penalty_db", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reach_m", NEW."rx_max_dbm", NEW."rx_min_dbm", NEW."slug", NEW."source", NEW."tx_max_dbm", NEW."tx_min_dbm", NEW."wavelength_nm"); RETURN NULL;',
                            hash="4cb03418103fda66e4aec0371357f937173a5ef9",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_323ed",
                            table="inventory_transceivertype",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="transceivertype",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_transceivertypeevent" ("id", "name", "penalty_db", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reach_m", "rx_max_dbm", "rx_min_dbm", "slug", "source", "tx_max_dbm", "tx_min_dbm", "wavelength_nm") VALUES (NEW."id", NEW."name", NEW."penalty_db", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reach_m", NEW."rx_max_dbm", NEW."rx_min_dbm", NEW."slug", NEW."source", NEW."tx_max_dbm", NEW."tx_min_dbm", NEW."wavelength_nm"); RETURN NULL;',
                            hash="5b0a404a19301b1009541e37d8025a503c3eba1b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_39d6b",
                            table="inventory_transceivertype",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="transceivertype",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_transceivertypeevent" ("id", "name", "penalty_db", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reach_m", "rx_max_dbm", "rx_min_dbm", "slug", "source", "tx_max_dbm", "tx_min_dbm", "wavelength_nm") VALUES (OLD."id", OLD."name", OLD."penalty_db", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reach_m", OLD."rx_max_dbm", OLD."rx_min_dbm", OLD."slug", OLD."source", OLD."tx_max_dbm", OLD."tx_min_dbm", OLD."wavelength_nm"); RETURN NULL;',
                            hash="0880219ef7f7bde5488ddadb174a6942f2562e74",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_024bc",
                            table="inventory_transceivertype",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddField(
                    model_name="transceivertypeevent",
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
                    model_name="transceivertypeevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.transceivertype",
                    ),
                ),
                migrations.AddField(
                    model_name="tray",
                    name="closure",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trays",
                        to="inventory.closure",
                    ),
                ),
                migrations.AddField(
                    model_name="splitterevent",
                    name="tray",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.tray",
                        verbose_name="tray",
                    ),
                ),
                migrations.AddField(
                    model_name="splitter",
                    name="tray",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="splitters",
                        to="inventory.tray",
                        verbose_name="tray",
                    ),
                ),
                migrations.AddField(
                    model_name="jointevent",
                    name="tray",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.tray",
                        verbose_name="tray",
                    ),
                ),
                migrations.AddField(
                    model_name="joint",
                    name="tray",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joints",
                        to="inventory.tray",
                        verbose_name="tray",
                    ),
                ),
                migrations.AddField(
                    model_name="trayevent",
                    name="closure",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.closure",
                    ),
                ),
                migrations.AddField(
                    model_name="trayevent",
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
                    model_name="trayevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.tray",
                    ),
                ),
                migrations.AddField(
                    model_name="tube",
                    name="cable",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tubes",
                        to="inventory.cable",
                    ),
                ),
                migrations.AddField(
                    model_name="strandevent",
                    name="tube",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.tube",
                    ),
                ),
                migrations.AddField(
                    model_name="strand",
                    name="tube",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="strands",
                        to="inventory.tube",
                    ),
                ),
                migrations.AddField(
                    model_name="tubeevent",
                    name="cable",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.cable",
                    ),
                ),
                migrations.AddField(
                    model_name="tubeevent",
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
                    model_name="tubeevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.tube",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cableevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="aba7b7b7a40304eec20c0855519376b40e2cecf4",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_bb771",
                            table="inventory_cableevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="cable",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("sheath_m__isnull", True), ("sheath_m__gt", 0), _connector="OR"
                        ),
                        name="cable_sheath_positive",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="cable",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "patch_cord"),
                            models.Q(("a_node", models.F("z_node")), _negated=True),
                            _connector="OR",
                        ),
                        name="cable_joins_two_nodes",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cable",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_cableevent" ("a_node_id", "code", "comments", "id", "is_demo", "kind", "laid_date", "length_source", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sheath_m", "status", "type_id", "z_node_id") VALUES (NEW."a_node_id", NEW."code", NEW."comments", NEW."id", NEW."is_demo", NEW."kind", NEW."laid_date", NEW."length_source", NEW."owner", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sheath_m", NEW."status", NEW."type_id", NEW."z_node_id"); RETURN NULL;',
                            hash="b50fa38a5f761ad14d38fe997cd40d9180295aab",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b2c51",
                            table="inventory_cable",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cable",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_cableevent" ("a_node_id", "code", "comments", "id", "is_demo", "kind", "laid_date", "length_source", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sheath_m", "status", "type_id", "z_node_id") VALUES (NEW."a_node_id", NEW."code", NEW."comments", NEW."id", NEW."is_demo", NEW."kind", NEW."laid_date", NEW."length_source", NEW."owner", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sheath_m", NEW."status", NEW."type_id", NEW."z_node_id"); RETURN NULL;',
                            hash="6f1d9f25a820414a31937343c3365bdbf6de0354",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1031b",
                            table="inventory_cable",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cable",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_cableevent" ("a_node_id", "code", "comments", "id", "is_demo", "kind", "laid_date", "length_source", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sheath_m", "status", "type_id", "z_node_id") VALUES (OLD."a_node_id", OLD."code", OLD."comments", OLD."id", OLD."is_demo", OLD."kind", OLD."laid_date", OLD."length_source", OLD."owner", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sheath_m", OLD."status", OLD."type_id", OLD."z_node_id"); RETURN NULL;',
                            hash="c9fa099cde6aaaa084a272899fb5f57160e213b3",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_67a86",
                            table="inventory_cable",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="cabletypeattenuation",
                    constraint=models.UniqueConstraint(
                        fields=("type", "wavelength_nm"),
                        name="cabletypeattenuation_wavelength_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="cabletypeattenuation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("db_per_km__gt", 0)),
                        name="cabletypeattenuation_positive",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cabletypeattenuation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_cabletypeattenuationevent" ("db_per_km", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "type_id", "wavelength_nm") VALUES (NEW."db_per_km", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."type_id", NEW."wavelength_nm"); RETURN NULL;',
                            hash="3767c88dd899ce1a19cdd7a24699c3561db59b46",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6dd35",
                            table="inventory_cabletypeattenuation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cabletypeattenuation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_cabletypeattenuationevent" ("db_per_km", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "type_id", "wavelength_nm") VALUES (NEW."db_per_km", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."type_id", NEW."wavelength_nm"); RETURN NULL;',
                            hash="d86f4b7d997fac353cb9fcd7ea007c4407e06eab",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_276c2",
                            table="inventory_cabletypeattenuation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cabletypeattenuation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_cabletypeattenuationevent" ("db_per_km", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "type_id", "wavelength_nm") VALUES (OLD."db_per_km", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."type_id", OLD."wavelength_nm"); RETURN NULL;',
                            hash="e9f7a351791e09d85e181d37ca0d27bca76abb79",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c57d2",
                            table="inventory_cabletypeattenuation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cabletypeattenuationevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="df03c5d22e1b0e9fc5a11823b0c5b519bf24318b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_87a13",
                            table="inventory_cabletypeattenuationevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="cabletypetube",
                    constraint=models.UniqueConstraint(
                        fields=("type", "number"), name="cabletypetube_number_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="cabletypetube",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("n_fibres__gte", 1), ("number__gte", 1)),
                        name="cabletypetube_counts_from_one",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cabletypetube",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_cabletypetubeevent" ("id", "n_fibres", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "type_id") VALUES (NEW."id", NEW."n_fibres", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."type_id"); RETURN NULL;',
                            hash="83f5790403c486c2a3bbe0639764ef9fb82159b1",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_123cc",
                            table="inventory_cabletypetube",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cabletypetube",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_cabletypetubeevent" ("id", "n_fibres", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "type_id") VALUES (NEW."id", NEW."n_fibres", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."type_id"); RETURN NULL;',
                            hash="19b185718dbb54c50e333fc4c83f25e63acfc0b0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_90d5a",
                            table="inventory_cabletypetube",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cabletypetube",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_cabletypetubeevent" ("id", "n_fibres", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "type_id") VALUES (OLD."id", OLD."n_fibres", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."type_id"); RETURN NULL;',
                            hash="d476f1dabbee92ca6ba23ddd223d167e3733c972",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b1d6c",
                            table="inventory_cabletypetube",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cabletypetubeevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="e0a42f84c500675323caba26c67076f54bc87aad",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_4d760",
                            table="inventory_cabletypetubeevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="closure",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_closureevent" ("code", "comments", "id", "is_demo", "max_trays", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."code", NEW."comments", NEW."id", NEW."is_demo", NEW."max_trays", NEW."node_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."status"); RETURN NULL;',
                            hash="fda2e5ca14da1d392423f1ec394167d433845b8b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_84938",
                            table="inventory_closure",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="closure",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_closureevent" ("code", "comments", "id", "is_demo", "max_trays", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."code", NEW."comments", NEW."id", NEW."is_demo", NEW."max_trays", NEW."node_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."status"); RETURN NULL;',
                            hash="97e3b9a9fd5947001569db94762f569f8114736e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c9ccc",
                            table="inventory_closure",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="closure",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_closureevent" ("code", "comments", "id", "is_demo", "max_trays", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (OLD."code", OLD."comments", OLD."id", OLD."is_demo", OLD."max_trays", OLD."node_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."status"); RETURN NULL;',
                            hash="1940b334678797b40d72fda634615b1cad51dc74",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_91725",
                            table="inventory_closure",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="closureevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9ecccb059467ec84e63174009ec08b4d70d16af9",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_8e22a",
                            table="inventory_closureevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cabletypeevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="aca99cb5b72ee81b924188d376f726f26a978e5c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ebe01",
                            table="inventory_cabletypeevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="cabletype",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("n_fibres__gte", 1)), name="cabletype_has_fibres"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="cabletype",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("helix_ratio__gte", 0), ("helix_ratio__lt", 0.2)),
                        name="cabletype_helix_sane",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="cabletype",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("outer_mm__isnull", True), ("outer_mm__gt", 0), _connector="OR"
                        ),
                        name="cabletype_outer_positive",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cabletype",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_cabletypeevent" ("construction", "fibre_kind", "fibre_scheme_id", "helix_ratio", "id", "manufacturer", "n_fibres", "name", "outer_mm", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source", "tube_scheme_id") VALUES (NEW."construction", NEW."fibre_kind", NEW."fibre_scheme_id", NEW."helix_ratio", NEW."id", NEW."manufacturer", NEW."n_fibres", NEW."name", NEW."outer_mm", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug", NEW."source", NEW."tube_scheme_id"); RETURN NULL;',
                            hash="1e564d8fa0c464babfac3f5bf8a76b3f78a0df43",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b47b1",
                            table="inventory_cabletype",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cabletype",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_cabletypeevent" ("construction", "fibre_kind", "fibre_scheme_id", "helix_ratio", "id", "manufacturer", "n_fibres", "name", "outer_mm", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source", "tube_scheme_id") VALUES (NEW."construction", NEW."fibre_kind", NEW."fibre_scheme_id", NEW."helix_ratio", NEW."id", NEW."manufacturer", NEW."n_fibres", NEW."name", NEW."outer_mm", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug", NEW."source", NEW."tube_scheme_id"); RETURN NULL;',
                            hash="2a3b2b44f4b49fb8de370ea5842ea485004c0e97",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a8c86",
                            table="inventory_cabletype",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cabletype",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_cabletypeevent" ("construction", "fibre_kind", "fibre_scheme_id", "helix_ratio", "id", "manufacturer", "n_fibres", "name", "outer_mm", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source", "tube_scheme_id") VALUES (OLD."construction", OLD."fibre_kind", OLD."fibre_scheme_id", OLD."helix_ratio", OLD."id", OLD."manufacturer", OLD."n_fibres", OLD."name", OLD."outer_mm", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug", OLD."source", OLD."tube_scheme_id"); RETURN NULL;',
                            hash="0fd96de98a018e13acb1558728533ba93669e63a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_68844",
                            table="inventory_cabletype",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="colourschemeevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="ae967f93f46ad4aa2e148b3756a3ae5a8fb9f08c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1ccf3",
                            table="inventory_colourschemeevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="device",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_deviceevent" ("id", "is_demo", "name", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "status") VALUES (NEW."id", NEW."is_demo", NEW."name", NEW."node_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."status"); RETURN NULL;',
                            hash="f6f6ddc7f1b3ad1402a492cd4da5d9bec5c0d6b5",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_00452",
                            table="inventory_device",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="device",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_deviceevent" ("id", "is_demo", "name", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "status") VALUES (NEW."id", NEW."is_demo", NEW."name", NEW."node_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."status"); RETURN NULL;',
                            hash="499fe26cc30e60349d46076292ddd5c17e6beccc",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c9e9b",
                            table="inventory_device",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="device",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_deviceevent" ("id", "is_demo", "name", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "status") VALUES (OLD."id", OLD."is_demo", OLD."name", OLD."node_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."status"); RETURN NULL;',
                            hash="b517047516c6d318864434fd5e01a1c18a99f94c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ab4d8",
                            table="inventory_device",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="deviceevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="af874b3b23a105cd5b303062253346c48a110e4b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1ebc4",
                            table="inventory_deviceevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="duct",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("inner_mm__gt", 0), ("outer_mm__gt", models.F("inner_mm"))
                        ),
                        name="duct_has_a_wall",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="duct",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("parent", models.F("id")), _negated=True),
                        name="duct_not_in_itself",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="duct",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_ductevent" ("code", "id", "inner_mm", "is_demo", "kind", "marking", "outer_mm", "owner", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."code", NEW."id", NEW."inner_mm", NEW."is_demo", NEW."kind", NEW."marking", NEW."outer_mm", NEW."owner", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."status"); RETURN NULL;',
                            hash="c9d72600dae785e89a699306cd779a505f3d1c69",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_dced8",
                            table="inventory_duct",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="duct",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_ductevent" ("code", "id", "inner_mm", "is_demo", "kind", "marking", "outer_mm", "owner", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."code", NEW."id", NEW."inner_mm", NEW."is_demo", NEW."kind", NEW."marking", NEW."outer_mm", NEW."owner", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."status"); RETURN NULL;',
                            hash="e8c6c9533946a6c8fb430e50f93a21cce944ae84",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e18ae",
                            table="inventory_duct",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="duct",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_ductevent" ("code", "id", "inner_mm", "is_demo", "kind", "marking", "outer_mm", "owner", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (OLD."code", OLD."id", OLD."inner_mm", OLD."is_demo", OLD."kind", OLD."marking", OLD."outer_mm", OLD."owner", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."status"); RETURN NULL;',
                            hash="d527199cac1761bb4463e8a6ebbfdc6100957278",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0f26b",
                            table="inventory_duct",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cablesectionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5546f5b12f030937a59dc56fdf2d37ed85ebe96b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_db212",
                            table="inventory_cablesectionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="cablesection",
                    constraint=models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("cable", "position"),
                        name="cablesection_place_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="cablesection",
                    constraint=models.UniqueConstraint(
                        fields=("cable", "segment"), name="cablesection_segment_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="cablesection",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("position__gte", 1)),
                        name="cablesection_counts_from_one",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cablesection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_cablesectionevent" ("cable_id", "duct_id", "id", "is_reversed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "segment_id") VALUES (NEW."cable_id", NEW."duct_id", NEW."id", NEW."is_reversed", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."segment_id"); RETURN NULL;',
                            hash="f33c9e92fac699d82344f808d544166f4feea237",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9db22",
                            table="inventory_cablesection",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cablesection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_cablesectionevent" ("cable_id", "duct_id", "id", "is_reversed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "segment_id") VALUES (NEW."cable_id", NEW."duct_id", NEW."id", NEW."is_reversed", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."segment_id"); RETURN NULL;',
                            hash="094f410f8ecb2cee035a8771145c44f0963edeb3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f9e27",
                            table="inventory_cablesection",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cablesection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_cablesectionevent" ("cable_id", "duct_id", "id", "is_reversed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "segment_id") VALUES (OLD."cable_id", OLD."duct_id", OLD."id", OLD."is_reversed", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."segment_id"); RETURN NULL;',
                            hash="85e7e11841ff2cc720b103f30669d401103d638c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4ac89",
                            table="inventory_cablesection",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ductevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="c13ece9040196492667797403cb59607455cc34a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_5519c",
                            table="inventory_ductevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="ductsection",
                    constraint=models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("duct", "position"),
                        name="ductsection_place_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="ductsection",
                    constraint=models.UniqueConstraint(
                        fields=("duct", "segment"), name="ductsection_segment_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="ductsection",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("position__gte", 1)), name="ductsection_counts_from_one"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ductsection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_ductsectionevent" ("duct_id", "id", "is_reversed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "segment_id") VALUES (NEW."duct_id", NEW."id", NEW."is_reversed", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."segment_id"); RETURN NULL;',
                            hash="56f659b01532be93042f31c8e4546e6b184d1a06",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_340e4",
                            table="inventory_ductsection",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ductsection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_ductsectionevent" ("duct_id", "id", "is_reversed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "segment_id") VALUES (NEW."duct_id", NEW."id", NEW."is_reversed", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."segment_id"); RETURN NULL;',
                            hash="111f3933f978b95c161cb1038882ddf7bc28c6dc",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_36353",
                            table="inventory_ductsection",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ductsection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_ductsectionevent" ("duct_id", "id", "is_reversed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "segment_id") VALUES (OLD."duct_id", OLD."id", OLD."is_reversed", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."segment_id"); RETURN NULL;',
                            hash="85b64f15a9080c8fbc9a17dd5f71d928c8eb0c1c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9e73f",
                            table="inventory_ductsection",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ductsectionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="198c1bfc9b5c77ed4600b004a19d04fca6b1b9bf",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_7899a",
                            table="inventory_ductsectionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="interface",
                    constraint=models.UniqueConstraint(
                        fields=("device", "name"), name="interface_name_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="interface",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_interfaceevent" ("device_id", "id", "is_enabled", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "speed_mbps") VALUES (NEW."device_id", NEW."id", NEW."is_enabled", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."speed_mbps"); RETURN NULL;',
                            hash="7afba42f3e69c14cb0b1d5d7f243ceb8c5ce6d68",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_dfb36",
                            table="inventory_interface",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="interface",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_interfaceevent" ("device_id", "id", "is_enabled", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "speed_mbps") VALUES (NEW."device_id", NEW."id", NEW."is_enabled", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."speed_mbps"); RETURN NULL;',
                            hash="5cb7543d2f24dcc212d12d8f5cf963922ca6e105",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8e659",
                            table="inventory_interface",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="interface",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_interfaceevent" ("device_id", "id", "is_enabled", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "speed_mbps") VALUES (OLD."device_id", OLD."id", OLD."is_enabled", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."speed_mbps"); RETURN NULL;',
                            hash="3b4795a9ae6c6580bd8debc77e8b3cae5cbfa5d7",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9ea9e",
                            table="inventory_interface",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="interfaceevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="0f5445a563f9dfdd2a2ea46e012dcd00318448b3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_dc5c2",
                            table="inventory_interfaceevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ipaddress",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_ipaddressevent" ("address", "id", "interface_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."address", NEW."id", NEW."interface_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="31c6ac7db2781691eceff7d8c2f1cabb3fd9a400",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_98a31",
                            table="inventory_ipaddress",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ipaddress",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_ipaddressevent" ("address", "id", "interface_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."address", NEW."id", NEW."interface_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="6cb218aa82ffdb9d3b0071b4dd9cf25583be86cb",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_aae4e",
                            table="inventory_ipaddress",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ipaddress",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_ipaddressevent" ("address", "id", "interface_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."address", OLD."id", OLD."interface_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="9427d22232ad4c73e1726eccef006c36aa48eabd",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_cd753",
                            table="inventory_ipaddress",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ipaddressevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="46eb810149ca984ae5de39683f16396d065cb6fd",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b900e",
                            table="inventory_ipaddressevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddField(
                    model_name="mateevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.mate",
                    ),
                ),
                migrations.AddField(
                    model_name="mate",
                    name="joint",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mates",
                        to="inventory.joint",
                    ),
                ),
                migrations.AddField(
                    model_name="mate",
                    name="mate",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventory.opticalend",
                    ),
                ),
                migrations.AddField(
                    model_name="mate",
                    name="node",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventory.routenode",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="patchpanel",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_patchpanelevent" ("device_id", "id", "n_ports", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."device_id", NEW."id", NEW."n_ports", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="c21a11c09542e289b0cbf01b817ef7e459081aff",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fe0b9",
                            table="inventory_patchpanel",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="patchpanel",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_patchpanelevent" ("device_id", "id", "n_ports", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."device_id", NEW."id", NEW."n_ports", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="80f2a3ff67b0ab4860f6df65317a2bc121073a72",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_60028",
                            table="inventory_patchpanel",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="patchpanel",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_patchpanelevent" ("device_id", "id", "n_ports", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."device_id", OLD."id", OLD."n_ports", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="e2d57ea0ee8b164443c539ba602fb5ebd9e4abd6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_01e45",
                            table="inventory_patchpanel",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="patchpanelevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="7c06df9701a225a0cca8cde8299b7570404abee0",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_20cab",
                            table="inventory_patchpanelevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="port",
                    constraint=models.UniqueConstraint(
                        fields=("panel", "number"), name="port_number_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="port",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="port_counts_from_one"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="port",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_portevent" ("connector", "id", "number", "panel_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."connector", NEW."id", NEW."number", NEW."panel_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="fe5a9fa51ce1cf09b73c79c8fb69b320720225c5",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_12c79",
                            table="inventory_port",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="port",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_portevent" ("connector", "id", "number", "panel_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."connector", NEW."id", NEW."number", NEW."panel_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="e065175f830cd208693d8200747e03f62a635d25",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e2105",
                            table="inventory_port",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="port",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_portevent" ("connector", "id", "number", "panel_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."connector", OLD."id", OLD."number", OLD."panel_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="5c5cc6fb3c4229861bd50902f7bf7d6692e0c41f",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_397b3",
                            table="inventory_port",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="portevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="22c055bc8b09e8c096ff5fbbfbb210476e64b655",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6e7eb",
                            table="inventory_portevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reservation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("first_number__gte", 1),
                            ("last_number__gte", models.F("first_number")),
                            ("until_date__gte", models.F("from_date")),
                        ),
                        name="reservation_in_order",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reservation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_reservationevent" ("cable_id", "created_at", "first_number", "from_date", "id", "last_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reserved_for", "until_date") VALUES (NEW."cable_id", NEW."created_at", NEW."first_number", NEW."from_date", NEW."id", NEW."last_number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reserved_for", NEW."until_date"); RETURN NULL;',
                            hash="ed5e6fa86aa248ff92d05d5e7da4d4f7c025c144",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_97bfb",
                            table="inventory_reservation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reservation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_reservationevent" ("cable_id", "created_at", "first_number", "from_date", "id", "last_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reserved_for", "until_date") VALUES (NEW."cable_id", NEW."created_at", NEW."first_number", NEW."from_date", NEW."id", NEW."last_number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reserved_for", NEW."until_date"); RETURN NULL;',
                            hash="4cd5dc1e8ef15641a55c17b1fc3c62afa69654e0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_188c4",
                            table="inventory_reservation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reservation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_reservationevent" ("cable_id", "created_at", "first_number", "from_date", "id", "last_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reserved_for", "until_date") VALUES (OLD."cable_id", OLD."created_at", OLD."first_number", OLD."from_date", OLD."id", OLD."last_number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reserved_for", OLD."until_date"); RETURN NULL;',
                            hash="9d1ce81105dbe0d8e4254133a8f3c199b065da73",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_1f927",
                            table="inventory_reservation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reservationevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9c6319cfb7a1ed6f078b8af58163b581c17f608e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d47e0",
                            table="inventory_reservationevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="riskgroupevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="7973dbd5549697f0388b6718a18a76b2fdfdaede",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_64355",
                            table="inventory_riskgroupevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="riskgroupmember",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cable__isnull", True),
                                ("node__isnull", True),
                                ("segment__isnull", False),
                            ),
                            models.Q(
                                ("cable__isnull", True),
                                ("node__isnull", False),
                                ("segment__isnull", True),
                            ),
                            models.Q(
                                ("cable__isnull", False),
                                ("node__isnull", True),
                                ("segment__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="riskgroupmember_is_one_thing",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="riskgroupmember",
                    constraint=models.UniqueConstraint(
                        fields=("group", "segment", "node", "cable"),
                        name="riskgroupmember_once",
                        nulls_distinct=False,
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="riskgroupmember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_riskgroupmemberevent" ("cable_id", "group_id", "id", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "segment_id") VALUES (NEW."cable_id", NEW."group_id", NEW."id", NEW."node_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."segment_id"); RETURN NULL;',
                            hash="f995c46023ca2ef0618373dff5d7b10ec416b67a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6435e",
                            table="inventory_riskgroupmember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="riskgroupmember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_riskgroupmemberevent" ("cable_id", "group_id", "id", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "segment_id") VALUES (NEW."cable_id", NEW."group_id", NEW."id", NEW."node_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."segment_id"); RETURN NULL;',
                            hash="65cdb95eff75615e5ee079a5fefc96e9759b4562",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8116d",
                            table="inventory_riskgroupmember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="riskgroupmember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_riskgroupmemberevent" ("cable_id", "group_id", "id", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "segment_id") VALUES (OLD."cable_id", OLD."group_id", OLD."id", OLD."node_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."segment_id"); RETURN NULL;',
                            hash="fbeb3c5053264ab6b18243dc1787ff3648bd2812",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fbb5a",
                            table="inventory_riskgroupmember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="riskgroupmemberevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a060f5e69d2616984a5e49dcd9d8b4d1000d2737",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_0d95d",
                            table="inventory_riskgroupmemberevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="schemecolour",
                    constraint=models.UniqueConstraint(
                        fields=("scheme", "number"), name="schemecolour_number_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="schemecolour",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="schemecolour_counts_from_one"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="schemecolour",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_schemecolourevent" ("id", "n_rings", "name_de", "name_en", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rgb", "scheme_id") VALUES (NEW."id", NEW."n_rings", NEW."name_de", NEW."name_en", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rgb", NEW."scheme_id"); RETURN NULL;',
                            hash="bba16cb1a2195d541efca164c91b0b3567ad6e49",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a4129",
                            table="inventory_schemecolour",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="schemecolour",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_schemecolourevent" ("id", "n_rings", "name_de", "name_en", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rgb", "scheme_id") VALUES (NEW."id", NEW."n_rings", NEW."name_de", NEW."name_en", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rgb", NEW."scheme_id"); RETURN NULL;',
                            hash="dd3a7c234aad78dfb12c65cc30b05403ad331a5a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d1ac4",
                            table="inventory_schemecolour",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="schemecolour",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_schemecolourevent" ("id", "n_rings", "name_de", "name_en", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rgb", "scheme_id") VALUES (OLD."id", OLD."n_rings", OLD."name_de", OLD."name_en", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rgb", OLD."scheme_id"); RETURN NULL;',
                            hash="72dcc5a7fd3bd41a4122ec6867884eed491e3caa",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_61a2d",
                            table="inventory_schemecolour",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="schemecolourevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9cc71e9f2ce09ac8e706eeb05ba97d8c172b9e27",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_29091",
                            table="inventory_schemecolourevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="slackloop",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("length_m__gt", 0)), name="slackloop_length_positive"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="slackloop",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("chainage_m__isnull", True),
                                ("node__isnull", False),
                                ("segment__isnull", True),
                            ),
                            models.Q(
                                ("chainage_m__gte", 0),
                                ("node__isnull", True),
                                ("segment__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="slackloop_at_one_place",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="slackloop",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_slackloopevent" ("cable_id", "chainage_m", "id", "is_demo", "length_m", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "segment_id") VALUES (NEW."cable_id", NEW."chainage_m", NEW."id", NEW."is_demo", NEW."length_m", NEW."node_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."segment_id"); RETURN NULL;',
                            hash="cf37dd65b53967e239ac4e8a5dfd11420e97d3f5",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7c448",
                            table="inventory_slackloop",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="slackloop",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_slackloopevent" ("cable_id", "chainage_m", "id", "is_demo", "length_m", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "segment_id") VALUES (NEW."cable_id", NEW."chainage_m", NEW."id", NEW."is_demo", NEW."length_m", NEW."node_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."segment_id"); RETURN NULL;',
                            hash="37bd9789c80627c4924038e2727ecbcc005da3df",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_39a6f",
                            table="inventory_slackloop",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="slackloop",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_slackloopevent" ("cable_id", "chainage_m", "id", "is_demo", "length_m", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "segment_id") VALUES (OLD."cable_id", OLD."chainage_m", OLD."id", OLD."is_demo", OLD."length_m", OLD."node_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."segment_id"); RETURN NULL;',
                            hash="432a80498bb6c8fa347a6853c3bacda40d40adf7",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_372b9",
                            table="inventory_slackloop",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="slackloopevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="2f980451c7ce790cd1591672a0ee738692148f2f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_866c5",
                            table="inventory_slackloopevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="splitterleg",
                    constraint=models.UniqueConstraint(
                        fields=("splitter", "number"), name="splitterleg_number_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="splitterleg",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_splitterlegevent" ("id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "splitter_id") VALUES (NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."splitter_id"); RETURN NULL;',
                            hash="29a1d30b05aa1b0445e6888953f8350f12e9f98e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7e696",
                            table="inventory_splitterleg",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="splitterleg",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_splitterlegevent" ("id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "splitter_id") VALUES (NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."splitter_id"); RETURN NULL;',
                            hash="33113bb9752ef6fc6b21c9c4df223dbed97146ba",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_89063",
                            table="inventory_splitterleg",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="splitterleg",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_splitterlegevent" ("id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "splitter_id") VALUES (OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."splitter_id"); RETURN NULL;',
                            hash="242b157bdd85a2b9527a18270289b6aa56c98be1",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9d79a",
                            table="inventory_splitterleg",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="splitterlegevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="0ba78e599f6ab5e159eb3e48b78dd440caaf90ca",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_29791",
                            table="inventory_splitterlegevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="strandsection",
                    constraint=models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("strand", "from_position"),
                        name="strandsection_from_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="strandsection",
                    constraint=models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("strand", "to_position"),
                        name="strandsection_to_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="strandsection",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("to_position__gt", models.F("from_position")),
                            models.Q(("from_position", 0), ("to_position", 0)),
                            _connector="OR",
                        ),
                        name="strandsection_runs_forward",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="strandsection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_strandsectionevent" ("from_position", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "strand_id", "to_position") VALUES (NEW."from_position", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."strand_id", NEW."to_position"); RETURN NULL;',
                            hash="ecfb7216bcc7ea1c7a8c5113831fd9e8a0fdd432",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0150c",
                            table="inventory_strandsection",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="strandsection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_strandsectionevent" ("from_position", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "strand_id", "to_position") VALUES (NEW."from_position", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."strand_id", NEW."to_position"); RETURN NULL;',
                            hash="ee04ecf42a452478a22597e1ae47b3eb2a824f8d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c7b9e",
                            table="inventory_strandsection",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="strandsection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_strandsectionevent" ("from_position", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "strand_id", "to_position") VALUES (OLD."from_position", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."strand_id", OLD."to_position"); RETURN NULL;',
                            hash="a43c2af6485fa6eb96d81e009014b43fd2f96a15",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_03e7c",
                            table="inventory_strandsection",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="circuithop",
                    constraint=models.UniqueConstraint(
                        fields=("path", "sequence"), name="circuithop_place_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="strandsectionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="87cf9832d6af4e117c85fe761d7add52c530dbb1",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_cb214",
                            table="inventory_strandsectionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="structure",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_structureevent" ("code", "comments", "id", "is_demo", "kind", "node_id", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."code", NEW."comments", NEW."id", NEW."is_demo", NEW."kind", NEW."node_id", NEW."owner", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."status"); RETURN NULL;',
                            hash="bc07e6a5cf43856d616c8076e0cbbf2db273ade6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_76564",
                            table="inventory_structure",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="structure",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_structureevent" ("code", "comments", "id", "is_demo", "kind", "node_id", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."code", NEW."comments", NEW."id", NEW."is_demo", NEW."kind", NEW."node_id", NEW."owner", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."status"); RETURN NULL;',
                            hash="9e9fdf2e74623f11ba273cb8f68e5e274eb7206b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_64af5",
                            table="inventory_structure",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="structure",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_structureevent" ("code", "comments", "id", "is_demo", "kind", "node_id", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (OLD."code", OLD."comments", OLD."id", OLD."is_demo", OLD."kind", OLD."node_id", OLD."owner", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."status"); RETURN NULL;',
                            hash="bbcf4194d3c1a4e69fd4e497df3f5c5f4d97d532",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a74b1",
                            table="inventory_structure",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="structureevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b19c95a6689072fe0d410df64ee56674156541e7",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ae28a",
                            table="inventory_structureevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="transceiverevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="55a7d79a9ea167799a2c5d780afbee8df4656012",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_8f601",
                            table="inventory_transceiverevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="transceiver",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_transceiverevent" ("id", "interface_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "serial", "type_id") VALUES (NEW."id", NEW."interface_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."serial", NEW."type_id"); RETURN NULL;',
                            hash="cfe572b1dd2aebabfe8165d38fb2aa282dc75ffa",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_dbcb9",
                            table="inventory_transceiver",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="transceiver",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_transceiverevent" ("id", "interface_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "serial", "type_id") VALUES (NEW."id", NEW."interface_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."serial", NEW."type_id"); RETURN NULL;',
                            hash="cf0c5b86bdc3bc24eeab95ef19f5f613725f73ca",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_73263",
                            table="inventory_transceiver",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="transceiver",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_transceiverevent" ("id", "interface_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "serial", "type_id") VALUES (OLD."id", OLD."interface_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."serial", OLD."type_id"); RETURN NULL;',
                            hash="fab8fe72d66d88d57085f9d933b2e2d46b6b46af",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8f7df",
                            table="inventory_transceiver",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="circuitpathevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3215c259667a1d0ec2fdd3165e360eb84412cdad",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3a223",
                            table="inventory_circuitpathevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="circuitpath",
                    index=models.Index(
                        fields=["circuit", "is_running"], name="circuitpath_running"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="circuitpath",
                    constraint=models.UniqueConstraint(
                        fields=("circuit", "leg"), name="circuitpath_leg_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="circuitpath",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_circuitpathevent" ("a_end_id", "circuit_id", "id", "is_running", "leg", "optics_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "z_end_id") VALUES (NEW."a_end_id", NEW."circuit_id", NEW."id", NEW."is_running", NEW."leg", NEW."optics_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."z_end_id"); RETURN NULL;',
                            hash="2c291efe31a6ab9954a3c731bfad67a003d1645b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_aeff7",
                            table="inventory_circuitpath",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="circuitpath",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_circuitpathevent" ("a_end_id", "circuit_id", "id", "is_running", "leg", "optics_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "z_end_id") VALUES (NEW."a_end_id", NEW."circuit_id", NEW."id", NEW."is_running", NEW."leg", NEW."optics_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."z_end_id"); RETURN NULL;',
                            hash="fe0dbdfeb1d6356575b1d94dddf87a4317797be3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4d48d",
                            table="inventory_circuitpath",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="circuitpath",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_circuitpathevent" ("a_end_id", "circuit_id", "id", "is_running", "leg", "optics_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "z_end_id") VALUES (OLD."a_end_id", OLD."circuit_id", OLD."id", OLD."is_running", OLD."leg", OLD."optics_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."z_end_id"); RETURN NULL;',
                            hash="7155de9d64c1e4b75b42f1860ac0decb41de7367",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8b5a1",
                            table="inventory_circuitpath",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="transceivertypeevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5b700cbca4e22298dc642d5373cab54bc2263baf",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_253d1",
                            table="inventory_transceivertypeevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="tray",
                    constraint=models.UniqueConstraint(
                        fields=("closure", "number"), name="tray_number_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="tray",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="tray_counts_from_one"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="tray",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_trayevent" ("closure_id", "id", "max_joints", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."closure_id", NEW."id", NEW."max_joints", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="3a5331634e153ef73fc45001831fe2b7d99b8b96",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0f998",
                            table="inventory_tray",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="tray",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_trayevent" ("closure_id", "id", "max_joints", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."closure_id", NEW."id", NEW."max_joints", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="b24b4d6fd0984a3edbbee753c1b47facfcaf1e11",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ee51c",
                            table="inventory_tray",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="tray",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_trayevent" ("closure_id", "id", "max_joints", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."closure_id", OLD."id", OLD."max_joints", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="55b2587ac861d1326bcb96bf483a0c37596fe121",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3ba36",
                            table="inventory_tray",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="splitterevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="83cf5cdb18ee84307f6b0defb852ea07684699aa",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_9fa7c",
                            table="inventory_splitterevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="splitter",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("n_outputs__gte", 2)), name="splitter_splits"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="splitter",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("loss_db__isnull", True), ("loss_db__gte", 0), _connector="OR"
                        ),
                        name="splitter_loss_not_negative",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="splitter",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_splitterevent" ("code", "id", "is_demo", "loss_db", "n_outputs", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tray_id") VALUES (NEW."code", NEW."id", NEW."is_demo", NEW."loss_db", NEW."n_outputs", NEW."node_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."tray_id"); RETURN NULL;',
                            hash="c43fd0f092853b8a3e83a0384606b1bc488e5334",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_74383",
                            table="inventory_splitter",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="splitter",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_splitterevent" ("code", "id", "is_demo", "loss_db", "n_outputs", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tray_id") VALUES (NEW."code", NEW."id", NEW."is_demo", NEW."loss_db", NEW."n_outputs", NEW."node_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."tray_id"); RETURN NULL;',
                            hash="b7e10f0f505b8830e130e47aeff93b96e4507ccb",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_389dc",
                            table="inventory_splitter",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="splitter",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_splitterevent" ("code", "id", "is_demo", "loss_db", "n_outputs", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tray_id") VALUES (OLD."code", OLD."id", OLD."is_demo", OLD."loss_db", OLD."n_outputs", OLD."node_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."tray_id"); RETURN NULL;',
                            hash="b2d974379e0928b1b974f45f0b125e346b6873c3",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d5c0d",
                            table="inventory_splitter",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="jointevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1bbe91f03e22be86777222872eb0b7be1a2c8a56",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6c3c0",
                            table="inventory_jointevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="joint",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("loss_db__isnull", True), ("loss_db__gte", 0), _connector="OR"
                        ),
                        name="joint_loss_not_negative",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="joint",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_jointevent" ("id", "kind", "loss_db", "made_by", "made_date", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tray_id") VALUES (NEW."id", NEW."kind", NEW."loss_db", NEW."made_by", NEW."made_date", NEW."node_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."tray_id"); RETURN NULL;',
                            hash="d4dac82c985e3a35a060e66255da7243cec75a14",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_83410",
                            table="inventory_joint",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="joint",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_jointevent" ("id", "kind", "loss_db", "made_by", "made_date", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tray_id") VALUES (NEW."id", NEW."kind", NEW."loss_db", NEW."made_by", NEW."made_date", NEW."node_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."tray_id"); RETURN NULL;',
                            hash="e9f53efdf3883eaaf2b213b47a7c322eaad2d16b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d0d75",
                            table="inventory_joint",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="joint",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_jointevent" ("id", "kind", "loss_db", "made_by", "made_date", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tray_id") VALUES (OLD."id", OLD."kind", OLD."loss_db", OLD."made_by", OLD."made_date", OLD."node_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."tray_id"); RETURN NULL;',
                            hash="00ba8f6e2fee9d6ac2abf0867907a5e89797dc73",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ded2b",
                            table="inventory_joint",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="trayevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1f2ac7eb30aa8cbcbfb7f13c7d12b66b3af5d740",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_89728",
                            table="inventory_trayevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="tube",
                    constraint=models.UniqueConstraint(
                        fields=("cable", "number"), name="tube_number_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="tube",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="tube_counts_from_one"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="tube",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_tubeevent" ("cable_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."cable_id", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="0fb2032a05b21a2a13da71408d3debc54d7946ee",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7dfba",
                            table="inventory_tube",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="tube",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_tubeevent" ("cable_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."cable_id", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="3c8ce37209cb8137579dc385b464721203d3f7d9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b9415",
                            table="inventory_tube",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="tube",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_tubeevent" ("cable_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."cable_id", OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="92912d54b1ef70afae23f1da3fd8612db0f87ebe",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_302c5",
                            table="inventory_tube",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="strandevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="abc2ee11617eaeb4ec7648bcb21f695b47ec01cd",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_21a55",
                            table="inventory_strandevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="strand",
                    constraint=models.UniqueConstraint(
                        fields=("cable", "number"), name="strand_number_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="strand",
                    constraint=models.UniqueConstraint(
                        fields=("tube", "place"), name="strand_place_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="strand",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("place__gte", 1)),
                        name="strand_counts_from_one",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="strand",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_strandevent" ("cable_id", "id", "lease_ends_date", "lessee", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "status", "tube_id") VALUES (NEW."cable_id", NEW."id", NEW."lease_ends_date", NEW."lessee", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."status", NEW."tube_id"); RETURN NULL;',
                            hash="56411139fb0735af5e9053952f2a9b2584826e95",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b603d",
                            table="inventory_strand",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="strand",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_strandevent" ("cable_id", "id", "lease_ends_date", "lessee", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "status", "tube_id") VALUES (NEW."cable_id", NEW."id", NEW."lease_ends_date", NEW."lessee", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."status", NEW."tube_id"); RETURN NULL;',
                            hash="e1c1d75ba788071ac1a873b7bf8f6b303e8ebe0f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1230c",
                            table="inventory_strand",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="strand",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_strandevent" ("cable_id", "id", "lease_ends_date", "lessee", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "status", "tube_id") VALUES (OLD."cable_id", OLD."id", OLD."lease_ends_date", OLD."lessee", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."status", OLD."tube_id"); RETURN NULL;',
                            hash="252b5bc86bad871594863952820253d32d5aa924",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3fb6b",
                            table="inventory_strand",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="tubeevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="96d0f1868342dbda54ce419756b9350a18e54866",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_5f22d",
                            table="inventory_tubeevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mateevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d85c7262809ed62da7ace470d8bd20743ec2e691",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c0d9d",
                            table="inventory_mateevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mate",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("end", models.F("mate")), _negated=True),
                        name="mate_not_itself",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mate",
                    constraint=models.UniqueConstraint(
                        fields=("end", "mate", "node", "joint"), name="mate_pair_at_joint"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_mateevent" ("end_id", "joint_id", "mate_id", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."end_id", NEW."joint_id", NEW."mate_id", NEW."node_id", _pgh_attach_context(), NOW(), \'insert\', NEW."end_id"); RETURN NULL;',
                            hash="51df62643d3fcb72eb2c8f7ad79578c99f173ac7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0c556",
                            table="inventory_mate",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "inventory_mateevent" ("end_id", "joint_id", "mate_id", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."end_id", NEW."joint_id", NEW."mate_id", NEW."node_id", _pgh_attach_context(), NOW(), \'update\', NEW."end_id"); RETURN NULL;',
                            hash="dc080e89421c458fedc3fd32ded596a43e7eb2b6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_dca94",
                            table="inventory_mate",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "inventory_mateevent" ("end_id", "joint_id", "mate_id", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."end_id", OLD."joint_id", OLD."mate_id", OLD."node_id", _pgh_attach_context(), NOW(), \'delete\', OLD."end_id"); RETURN NULL;',
                            hash="b75e660884e0b7aa9d085254cd3bcb63ba60ec60",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_db347",
                            table="inventory_mate",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        )
    ]
