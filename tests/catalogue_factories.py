"""Factories of what the plant is built of: colours, cable types, devices and transceivers."""

import colorsys
from collections.abc import Sequence
from itertools import count
from typing import Any

from django.db import connection

from inventory.models import (
    CableType,
    CableTypeAttenuation,
    CableTypeTube,
    ColourScheme,
    Device,
    Interface,
    IPAddress,
    RouteNode,
    SchemeColour,
    Transceiver,
    TransceiverType,
)
from tests.factories import make_node

_numbers = count(1)


def defer_checks() -> None:
    """Check at the end again: an operation before in the same test has left checks immediate."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


# --- catalogue ----------------------------------------------------------------------------------
def make_colour_scheme(n_colours: int = 12, **fields: Any) -> ColourScheme:
    """Store a scheme of as many colours."""
    number = next(_numbers)
    fields.setdefault("name", f"Farbcode {number}")
    fields.setdefault("slug", f"farbcode-{number}")
    scheme = ColourScheme.objects.create(**fields)
    for place_in_scheme in range(1, n_colours + 1):
        rgb = colorsys.hsv_to_rgb(place_in_scheme / n_colours, 1, 1)
        SchemeColour.objects.create(
            scheme=scheme,
            number=place_in_scheme,
            name_en=f"colour {place_in_scheme}",
            name_de=f"Farbe {place_in_scheme}",
            rgb="#" + "".join(f"{round(part * 255):02x}" for part in rgb),
        )
    return scheme


def make_cable_type(tubes: Sequence[int] = (12,), **fields: Any) -> CableType:
    """Store a type with as many fibres in each tube: 0.35 dB/km at 1310 nm, 0.22 at 1550."""
    number = next(_numbers)
    fields.setdefault("name", f"Kabeltyp {number}")
    fields.setdefault("slug", f"kabeltyp-{number}")
    fields.setdefault("n_fibres", sum(tubes))
    for name in ("tube_scheme", "fibre_scheme"):
        if name not in fields:
            fields[name] = make_colour_scheme()
    defer_checks()
    cable_type = CableType.objects.create(**fields)
    CableTypeTube.objects.bulk_create(
        CableTypeTube(type=cable_type, number=tube, n_fibres=n)
        for tube, n in enumerate(tubes, start=1)
    )
    for wavelength_nm, db_per_km in ((1310, 0.35), (1550, 0.22)):
        CableTypeAttenuation.objects.create(
            type=cable_type, wavelength_nm=wavelength_nm, db_per_km=db_per_km
        )
    return cable_type


def make_transceiver_type(**fields: Any) -> TransceiverType:
    """Store a 10GBASE-LR."""
    number = next(_numbers)
    for name, value in {
        "name": f"10GBASE-LR {number}",
        "slug": f"10gbase-lr-{number}",
        "wavelength_nm": 1310,
        "tx_min_dbm": -8.2,
        "rx_min_dbm": -14.4,
        "penalty_db": 0,
        "reach_m": 10_000,
    }.items():
        fields.setdefault(name, value)
    return TransceiverType.objects.create(**fields)


# --- devices --------------------------------------------------------------------------------------
def make_device(node: RouteNode | None = None, **fields: Any) -> Device:
    """Store a switch."""
    fields.setdefault("name", f"Gerät {next(_numbers)}")
    fields.setdefault("role", Device.Role.SWITCH)
    return Device.objects.create(node=node or make_node(), **fields)


def make_interface(device: Device | None = None, **fields: Any) -> Interface:
    """Store a gigabit interface with an address."""
    number = next(_numbers)
    fields.setdefault("name", f"ge-0/0/{number}")
    fields.setdefault("speed_mbps", 1000)
    interface = Interface.objects.create(device=device or make_device(), **fields)
    IPAddress.objects.create(
        interface=interface, address=f"127.86.{200 + number // 250}.{number % 250 + 1}"
    )
    return interface


def make_transceiver(interface: Interface | None = None, **fields: Any) -> Transceiver:
    """Store a transceiver in an interface."""
    if "type" not in fields:
        fields["type"] = make_transceiver_type()
    return Transceiver.objects.create(interface=interface or make_interface(), **fields)
