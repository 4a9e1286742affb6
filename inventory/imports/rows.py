"""What the rows of each kind of table say, as values: codes still to be looked up."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """A closure at a node with its trays."""

    line: int
    code: str
    node: str
    n_trays: int
    joints_per_tray: int
    max_trays: int | None


@dataclass(frozen=True, slots=True)
class CableRow:
    """A cable of a type along a route or along segments."""

    line: int
    code: str
    type: str
    from_node: str
    to_node: str
    route: str
    segments: tuple[str, ...]
    status: str
    sheath_m: float | None
    owner: str


@dataclass(frozen=True, slots=True)
class CutRow:
    """Tubes of a cable that are cut at a place."""

    line: int
    cable: str
    node: str
    tubes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """
    One side of a splice: which glass of a cable, panel or splitter.

    `span` counts within the tube if there is one, else through the cable.
    """

    glass: str
    tube: int | None
    span: tuple[int, int] | None
    towards: str


@dataclass(frozen=True, slots=True)
class SpliceRow:
    """One or more joints at a place, fibre by fibre in order."""

    line: int
    node: str
    a: Side
    z: Side
    kind: str
    tray: int | None
    loss_db: float | None
    made_date: date | None
    made_by: str


@dataclass(frozen=True, slots=True)
class PathRow:
    """A circuit's light path from port to port."""

    line: int
    circuit: str
    leg: str
    a_panel: str
    a_port: int
    z_panel: str
    z_port: int
    optics: str


Row = ClosureRow | CableRow | CutRow | SpliceRow | PathRow
