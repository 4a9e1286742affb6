"""
Assigning a circuit along a way that was found: the joints that it lacks and its path, as one.

A proposal is made and taken back, so that its hops and losses are told by what will be stored.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from inventory.models import CircuitPath, Mate, RouteNode
from inventory.operations.joints import join_many
from inventory.operations.paths import assign_path
from inventory.queries.paths import PathLight, dark_path, light_of
from inventory.queries.trace import End, trace

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Way:
    """From which end to which the light is to run, and the pairs of ends to be joined for it."""

    a_end: int
    z_end: int
    joints: tuple[Pair, ...]

    def __str__(self) -> str:
        """Return the way as a form carries it, to see whether it is still the same."""
        return "-".join(
            map(str, (self.a_end, self.z_end, *(e for pair in self.joints for e in pair)))
        )


def find_way(
    *, from_node: RouteNode, to_node: RouteNode, a_port: int | None, z_port: int | None
) -> Way:
    """
    Return the way that light takes from a port already, else the cheapest dark one.

    `a_port`, `z_port`: the ends at the ports' fronts.

    Raises:
        ValidationError: there is none; says why beside the field that is meant.
    """
    if a_port is not None and _is_joined(a_port ^ 1):
        return _way_that_is_there(a_port, z_port)
    if z_port is not None and _is_joined(z_port ^ 1):
        words = _("Something is spliced to this port already. Choose it as the port to begin from.")
        raise ValidationError({"z_port": words})
    found = dark_path(from_node_id=from_node.pk, to_node_id=to_node.pk, n_strands=1)
    if found is None or not found.legs:
        said = {"from": from_node.code, "to": to_node.code}
        words = _("There is no way over dark, free fibres from %(from)s to %(to)s.")
        raise ValidationError({"to_node": words % said})
    (a_end,), (z_end,) = found.a_ends, found.z_ends
    joints = list(found.joints)
    if a_port is not None:
        joints.insert(0, (a_port ^ 1, a_end))
        a_end = a_port
    if z_port is not None:
        joints.append((z_end, z_port ^ 1))
        z_end = z_port
    return Way(a_end, z_end, tuple(joints))


def _way_that_is_there(a_port: int, z_port: int | None) -> Way:
    light = trace(a_port)
    if light.end is not End.OPEN:
        words = _("The light from this port runs in a ring or branches; choose another port.")
        raise ValidationError({"a_port": words})
    last = light.hops[-1]
    if z_port is not None and last.left_end != z_port:
        words = _("The light from there ends at %(label)s (%(node)s), not at this port.")
        raise ValidationError({"z_port": words % {"label": last.label, "node": last.to_node_code}})
    return Way(a_port, last.left_end, ())


def assign_along(way: Way, *, circuit_id: int, leg: str, optics_id: int | None) -> CircuitPath:
    """Make the joints that a way lacks, and assign the circuit's path along it: both or nothing."""
    with transaction.atomic():
        if way.joints:
            join_many(way.joints)
        return assign_path(
            circuit_id=circuit_id,
            leg=leg,
            a_end=way.a_end,
            z_end=way.z_end,
            optics_id=optics_id,
        )


def light_along(way: Way, *, circuit_id: int, leg: str, optics_id: int | None) -> PathLight:
    """Return the light of a circuit as it would be along a way; nothing stays of it."""
    with _taken_back():
        return light_of(assign_along(way, circuit_id=circuit_id, leg=leg, optics_id=optics_id))


@contextmanager
def _taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _is_joined(end_id: int) -> bool:
    return Mate.objects.filter(end=end_id).exists()
