"""A circuit's light paths as the map draws them, traced anew and not as stored."""

from dataclasses import dataclass

from django.db.models import Prefetch

from accounts.models import Asker
from inventory.models import Circuit, CircuitPath
from inventory.queries.trace import Trace, trace, trace_geometry
from maps.glass.queries import Geometry


@dataclass(frozen=True, slots=True)
class PathOnMap:
    """A path of a circuit as its light runs; where it does not run, as far as it comes."""

    path: CircuitPath
    trace: Trace
    geometry: Geometry | None

    @property
    def cables(self) -> list[tuple[int, str]]:
        """Id and code of the cables that it runs over, in order, patch cords not."""
        found: dict[int, str] = {}
        for hop in self.trace.hops:
            if hop.cable_id is not None and hop.from_node_id != hop.to_node_id:
                found.setdefault(hop.cable_id, hop.cable_code or "")
        return list(found.items())

    @property
    def last_node(self) -> str:
        """The code of the node at which the trace ends."""
        return self.trace.hops[-1].to_node_code if self.trace.hops else ""


def circuit_with_paths(asker: Asker, circuit_id: int) -> Circuit | None:
    """Return a circuit and its paths; None if the asker may not see it. 2 queries."""
    paths = CircuitPath.objects.visible_to(asker).order_by("-leg")
    return (
        Circuit.objects.visible_to(asker)
        .select_related("site", "school")
        .prefetch_related(Prefetch("paths", paths))
        .filter(pk=circuit_id)
        .first()
    )


def paths_on_map(circuit: Circuit) -> list[PathOnMap]:
    """Return the paths of a circuit, the working one first; a fixed number of queries each."""
    found = []
    for path in circuit.paths.all():
        light = trace(path.a_end_id)
        found.append(PathOnMap(path=path, trace=light, geometry=trace_geometry(light)))
    return found
