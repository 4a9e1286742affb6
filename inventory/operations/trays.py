"""Where joints lie: many at once into the trays of their closures."""

from collections.abc import Collection, Mapping

from django.db.models import Case, Value, When

from inventory.models import Joint, Tray
from inventory.operations.known import all_known
from inventory.operations.refusals import one_change


def lay_in_trays(joints_of: Mapping[int, Collection[int]]) -> int:
    """
    Lay joints in trays, by tray; return how many. What lay elsewhere is moved.

    Raises:
        ValidationError: a tray or joint is not there, a tray is full or at another node.
    """
    tray_of = {joint: tray for tray, joints in joints_of.items() for joint in joints}
    if not tray_of:
        return 0
    with one_change():
        all_known(Tray, joints_of.keys(), "tray_id")
        all_known(Joint, tray_of.keys(), "joint_ids")
        return Joint.objects.filter(pk__in=tray_of).update(
            tray_id=Case(
                *(When(pk__in=list(joints), then=Value(tray)) for tray, joints in joints_of.items())
            )
        )
