"""Ready answers from the plant: ways and who hangs on them, light, cuts, paths, what is amiss."""

from inventory.queries.routes import (
    AreaVerdict,
    area_verdict,
    connected_circuits,
)

__all__ = [
    "AreaVerdict",
    "area_verdict",
    "connected_circuits",
]
