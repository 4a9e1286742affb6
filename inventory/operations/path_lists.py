"""Light paths by the list: many circuits' paths said at once, and their light followed once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from inventory.models import Circuit, CircuitPath, OpticalEnd, TransceiverType
from inventory.operations.known import all_known
from inventory.operations.paths import rebuild_paths, wait_for_others
from inventory.operations.refusals import one_change


@dataclass(frozen=True, slots=True)
class Wish:
    """A path that is to be: the arguments of `paths.assign_path`."""

    circuit_id: int
    leg: str
    a_end: int
    z_end: int
    optics_id: int | None = None


def assign_paths(wishes: Sequence[Wish]) -> int:
    """
    Say of many paths between which ends their light is to run; return how many of them run.

    What was said of a leg before is replaced. About 20 queries however many; `assign_path` takes as
    many for one.

    Raises:
        ValidationError: what a path names is not there, or it begins where it ends.
    """
    with one_change():
        wait_for_others()
        _refuse_unsound(wishes)
        paths = CircuitPath.objects.bulk_create(
            (
                CircuitPath(
                    circuit_id=wish.circuit_id,
                    leg=wish.leg,
                    a_end_id=wish.a_end,
                    z_end_id=wish.z_end,
                    optics_id=wish.optics_id,
                )
                for wish in wishes
            ),
            update_conflicts=True,
            unique_fields=["circuit", "leg"],
            update_fields=["a_end", "z_end", "optics"],
        )
        ids = [path.pk for path in paths]
        rebuild_paths(ids)
        return CircuitPath.objects.filter(pk__in=ids, is_running=True).count()


def _refuse_unsound(wishes: Sequence[Wish]) -> None:
    all_known(Circuit, {one.circuit_id for one in wishes}, "circuit_id")
    all_known(OpticalEnd, {one.a_end for one in wishes}, "a_end")
    all_known(OpticalEnd, {one.z_end for one in wishes}, "z_end")
    optics = {one.optics_id for one in wishes if one.optics_id is not None}
    all_known(TransceiverType, optics, "optics")
    for wish in wishes:
        if wish.a_end == wish.z_end:
            raise ValidationError({"z_end": _("The light runs between two different ends.")})
        if wish.leg not in CircuitPath.Leg.values:
            raise ValidationError({"leg": _("A path is the working path or the protect path.")})
