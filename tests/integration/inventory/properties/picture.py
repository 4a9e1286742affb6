"""
A picture of the whole plant, row by row, and what has to hold of it, reckoned in plain Python.

Nothing here asks the product: light is followed through dictionaries, one end after another, so
that operations, stored hops and traces are held against something slow that cannot be wrong.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection

Row = dict[str, Any]

TABLES = (
    "cable",
    "cablesection",
    "slackloop",
    "tube",
    "strand",
    "strandsection",
    "reservation",
    "opticalend",
    "joint",
    "circuitpath",
    "circuithop",
    "closure",
    "tray",
    "device",
    "patchpanel",
    "port",
    "splitter",
    "splitterleg",
    "routesegment",
)


@dataclass(frozen=True)
class Picture:
    """All rows of the plant by table, each table by id; mates by end."""

    rows: dict[str, dict[int, Row]]
    mates: dict[int, Row]

    @cached_property
    def mate_of(self) -> dict[int, int]:
        """End to the end that it is joined to."""
        return {end: row["mate_id"] for end, row in self.mates.items()}

    @cached_property
    def node_of(self) -> dict[int, int]:
        """End to the node at which it lies."""
        return {end: row["node_id"] for end, row in self.rows["opticalend"].items()}

    @cached_property
    def beyond(self) -> dict[int, list[int]]:
        """Leg to the legs that its light goes on into."""
        legs: defaultdict[int, list[Row]] = defaultdict(list)
        for leg in self.rows["splitterleg"].values():
            legs[leg["splitter_id"]].append(leg)
        return {
            one["id"]: [to["id"] for to in of_one if (to["number"] == 0) != (one["number"] == 0)]
            for of_one in legs.values()
            for one in of_one
        }

    @cached_property
    def nodes_of_walk(self) -> dict[int, list[int]]:
        """Cable to the nodes of its walk, from position 0 on."""
        nodes = {cable["id"]: [cable["a_node_id"]] for cable in self.rows["cable"].values()}
        for step in sorted(self.rows["cablesection"].values(), key=lambda one: one["position"]):
            segment = self.rows["routesegment"][step["segment_id"]]
            side = "a_node_id" if step["is_reversed"] else "z_node_id"
            nodes[step["cable_id"]].append(segment[side])
        return nodes

    @cached_property
    def segments_of_walk(self) -> dict[int, list[int]]:
        """Cable to the segments of its walk, in order."""
        segments: dict[int, list[int]] = {cable: [] for cable in self.rows["cable"]}
        for step in sorted(self.rows["cablesection"].values(), key=lambda one: one["position"]):
            segments[step["cable_id"]].append(step["segment_id"])
        return segments

    @cached_property
    def hops_of(self) -> dict[int, list[Row]]:
        """Path to its stored hops, in order."""
        hops: defaultdict[int, list[Row]] = defaultdict(list)
        for hop in sorted(self.rows["circuithop"].values(), key=lambda one: one["sequence"]):
            hops[hop["path_id"]].append(hop)
        return hops

    def strand_of(self, glass: int) -> Row | None:
        """Return the strand that a piece of glass is of; None for a port or leg."""
        section = self.rows["strandsection"].get(glass)
        return None if section is None else self.rows["strand"][section["strand_id"]]

    def steps_from(self, entered: int) -> list[int]:
        """Return the ends that light enters next which entered glass here."""
        left = entered ^ 1
        if left in self.mate_of:
            return [self.mate_of[left]]
        if entered % 2 and entered >> 1 in self.beyond:
            return [2 * leg for leg in self.beyond[entered >> 1]]
        return []

    def ways_from(self, start: int) -> Iterator[tuple[list[int], bool]]:
        """Yield each way of light from an end to where it ends, and whether that is its start."""
        open_ways = [[start]]
        while open_ways:
            way = open_ways.pop()
            steps = self.steps_from(way[-1])
            if not steps or steps[0] in way:
                yield way, bool(steps)
            else:
                open_ways += [[*way, step] for step in reversed(steps)]

    def way_between(self, a_end: int, z_end: int) -> list[int]:
        """Return the ends that light from one end enters until it ends at the other, or none."""
        return next((way for way, _ in self.ways_from(a_end) if way[-1] ^ 1 == z_end), [])


def look() -> Picture:
    """Return the plant as it is now."""
    with connection.cursor() as cursor:
        return Picture(
            {table: {row["id"]: row for row in _read(cursor, table)} for table in TABLES},
            {row["end_id"]: row for row in _read(cursor, "mate")},
        )


def _read(cursor: Any, table: str) -> list[Row]:
    columns = "id, code, a_node_id, z_node_id" if table == "routesegment" else "*"
    cursor.execute(f"SELECT {columns} FROM inventory_{table}")  # noqa: S608 - own constants
    names = [column.name for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def named(picture: Picture) -> dict[str, list[str]]:
    """Return the picture without ids of what operations make: a row that was made anew is equal."""
    rows = picture.rows
    cables = {pk: row["code"] for pk, row in rows["cable"].items()}

    def of_cable(table: str) -> list[str]:
        return sorted(
            f"{cables[row['cable_id']]} {_without(row, 'id', 'cable_id', 'tube_id', 'created_at')}"
            for row in rows[table].values()
        )

    return {
        **{table: of_cable(table) for table in ("cablesection", "slackloop", "tube", "strand")},
        "reservation": of_cable("reservation"),
        "cable": sorted(_without(row, "id") for row in rows["cable"].values()),
        "splitter": sorted(_without(row, "id") for row in rows["splitter"].values()),
        "panel": sorted(_without(row, "id") for row in rows["device"].values()),
        "closure": sorted(_without(row, "id") for row in rows["closure"].values()),
        "end": sorted(f"{_name(picture, end)} {node}" for end, node in picture.node_of.items()),
        "mate": sorted(
            f"{_name(picture, end)} {_name(picture, row['mate_id'])} "
            f"{_without(rows['joint'][row['joint_id']], 'id')}"
            for end, row in picture.mates.items()
        ),
        "path": sorted(_named_path(picture, path) for path in rows["circuitpath"].values()),
    }


def _named_path(picture: Picture, path: Row) -> str:
    ends = [_name(picture, path[side]) for side in ("a_end_id", "z_end_id")]
    hops = [
        (_name(picture, hop["entered_end_id"]), hop["from_position"], hop["to_position"])
        for hop in picture.hops_of[path["id"]]
    ]
    return f"{path['circuit_id']} {path['leg']} {path['is_running']} {ends} {hops}"


def _name(picture: Picture, end: int) -> tuple[Any, ...]:
    row = picture.rows["opticalend"][end]
    if row["port_id"] is not None:
        port = picture.rows["port"][row["port_id"]]
        panel = picture.rows["patchpanel"][port["panel_id"]]
        return (picture.rows["device"][panel["device_id"]]["name"], port["number"], end % 2)
    if row["leg_id"] is not None:
        leg = picture.rows["splitterleg"][row["leg_id"]]
        return (picture.rows["splitter"][leg["splitter_id"]]["code"], leg["number"])
    section = picture.rows["strandsection"][row["strand_section_id"]]
    strand = picture.rows["strand"][section["strand_id"]]
    code = picture.rows["cable"][strand["cable_id"]]["code"]
    return (code, strand["number"], section["from_position"], section["to_position"], end % 2)


def _without(row: Row, *columns: str) -> str:
    return repr([(name, value) for name, value in row.items() if name not in columns])
