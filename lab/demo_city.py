"""
Loads the demo city: the fixtures in bulk, demo people, planned works; once, in one transaction.

The fixtures are what `manage.py build_city` made; `loaddata` takes them too, in a fifth of the
speed. A second load finds the tables' digest in the operator's area and changes nothing, so that
what people edited in the demo stays.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import Enum
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import serializers
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from inventory.models import Circuit, OperatorArea, Site
from lab import demo_people
from monitoring.models import Maintenance, Target

FOLDER = settings.BASE_DIR / "fixtures" / "gelsenkirchen"
#: The lab's IPv6 net, in which the parks answer, and the one that stands in where there is none.
IPV6_NET, STAND_IN_NET = "fd86::", "127.86.200."


class DemoRefusedError(Exception):
    """The demo city has no place here; says why and what to do."""


class Outcome(Enum):
    """What a load found and did."""

    LOADED = "loaded"
    ALREADY_THERE = "already there"
    #: The product brings newer tables than those that the installation was loaded from.
    OLDER_KEPT = "older kept"


def load(*, at: datetime, folder: Path = FOLDER, again: bool = False) -> Outcome:
    """
    Load the demo city unless it is there; `again` writes the tables over what was edited.

    Raises:
        DemoRefusedError: not in demo mode, or the database holds another city.
    """
    _refuse_real_city()
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.json"))]
    digest = hashlib.sha256("".join(texts).encode()).hexdigest()
    found = OperatorArea.objects.values_list("demo_digest", flat=True).first()
    if found is not None and not again:
        return Outcome.ALREADY_THERE if found == digest else Outcome.OLDER_KEPT
    with transaction.atomic():
        _store(texts)
        OperatorArea.objects.update(demo_digest=digest)
        demo_people.add()
        if not Maintenance.objects.exists():
            _plan_works(at=at)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return Outcome.LOADED


def do_without_ipv6() -> int:
    """Give every target in the lab's IPv6 net an IPv4 address; return how many there were."""
    targets = list(Target.objects.filter(is_demo=True, address__startswith=IPV6_NET))
    for target in targets:
        target.address = STAND_IN_NET + target.address.removeprefix(IPV6_NET)
    return Target.objects.bulk_update(targets, ["address"])


def _refuse_real_city() -> None:
    if not settings.DEMO:
        raise DemoRefusedError(
            _("This is not a demo (LICHTWEG_DEMO is off): nothing was loaded. Try ./start.")
        )
    area = OperatorArea.objects.first()
    if (area is not None and not area.is_demo) or (area is None and Site.objects.exists()):
        raise DemoRefusedError(
            _(
                "This database holds %(city)s, which is no demo: nothing was loaded. "
                "Choose another state folder (LICHTWEG_VAR) for the demo."
            )
            % {"city": area.name if area else _("a city without an area")}
        )


def _store(texts: Iterable[str]) -> None:
    rows: defaultdict[type[models.Model], list[models.Model]] = defaultdict(list)
    for text in texts:
        for found in serializers.deserialize("json", text):
            rows[type(found.object)].append(found.object)
    for model, objects in rows.items():
        columns = [
            field.name
            for field in model._meta.concrete_fields
            if not field.primary_key and not field.generated
        ]
        model._base_manager.bulk_create(  # noqa: SLF001 - the same
            objects, update_conflicts=True, unique_fields=["pk"], update_fields=columns
        )
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(rows)):
            cursor.execute(statement)


def _plan_works(*, at: datetime) -> None:
    """Announce works at three schools; relative to now, so that a demo always has some ahead."""
    zone = ZoneInfo(settings.TIME_ZONE)
    today = at.astimezone(zone).date()
    _plan(
        title="Umbau am Verteiler (Demo)",
        description="Der Anschluss ist in dieser Zeit bis zu 30 Minuten unterbrochen.",
        starts_at=_local(today + timedelta(days=3), time(14), zone),
        length=timedelta(hours=2),
        announced_at=at - timedelta(days=6),
        school_numbers=("100135", "164185"),
    )
    _plan(
        title="Austausch der Anschlusstechnik (Demo)",
        description="Der Anschluss ist in dieser Zeit unterbrochen.",
        starts_at=_local(today + timedelta(days=10), time(18), zone),
        length=timedelta(hours=2),
        announced_at=at - timedelta(days=1),
        school_numbers=("118928",),
    )


def _local(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone)


def _plan(
    *,
    title: str,
    description: str,
    starts_at: datetime,
    length: timedelta,
    announced_at: datetime,
    school_numbers: tuple[str, ...],
) -> None:
    work = Maintenance.objects.create(
        title=title,
        description=description,
        starts_at=starts_at,
        ends_at=starts_at + length,
        announced_at=announced_at,
        is_demo=True,
    )
    work.circuits.set(Circuit.objects.filter(school__number__in=school_numbers))
