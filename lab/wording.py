"""What the lab says of its faults in plain sentences; values only."""

from collections.abc import Sequence

from django.utils.translation import gettext, ngettext

from lab.models import LabFault
from monitoring.wording import quantity

N_NAMED = 5


def fault_words(fault: LabFault) -> str:
    """Return what a fault is, without a full stop; reads its segment and circuit."""
    circuit = fault.circuit.label if fault.circuit else ""
    match fault.kind:
        case LabFault.Kind.CUT if fault.segment is not None:
            place = quantity(fault.chainage_m, unit="m")
            return gettext("Cut in segment %(code)s at %(place)s") % {
                "code": fault.segment.code,
                "place": place,
            }
        case LabFault.Kind.CUT:
            return gettext("Cut at the door of %(circuit)s") % {"circuit": circuit}
        case LabFault.Kind.LOSS:
            share = quantity(fault.loss_percent, unit="%")
            return gettext("%(share)s loss at %(circuit)s") % {"share": share, "circuit": circuit}
        case LabFault.Kind.DELAY:
            length = quantity(fault.delay_ms, unit="ms")
            return gettext("%(length)s delay at %(circuit)s") % {
                "length": length,
                "circuit": circuit,
            }
    return gettext("Prober cut off from everything")


def effect_words(fault: LabFault, *, darkened: Sequence[str]) -> str:
    """Return the sentence on what a fault brings about; `darkened` names the connections."""
    if fault.kind == LabFault.Kind.ISOLATE:
        return gettext("Everything becomes “not measured”; nothing is called down.")
    if fault.kind != LabFault.Kind.CUT:
        return gettext("The connection keeps working, but worse.")
    if not darkened:
        return gettext("Nobody goes dark: everything is still reached another way.")
    names = ", ".join(darkened[:N_NAMED])
    if (rest := len(darkened) - N_NAMED) > 0:
        names = gettext("%(names)s and %(n)d more") % {"names": names, "n": rest}
    count = len(darkened)
    return ngettext(
        "%(n)d connection goes dark: %(names)s.", "%(n)d connections go dark: %(names)s.", count
    ) % {"n": count, "names": names}
