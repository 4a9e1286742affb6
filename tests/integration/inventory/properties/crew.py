"""
A crew that works on a small plant at random, by the product's operations, in sense and nonsense.

    N0 --s-- N1 --s-- N2        six nodes in a grid, seven trenches and one beside another;
     |        |        |        cables of two tubes over one to three of them, panels at N0 and
    N3 --s-- N4 --s-- N5        N5, a splitter at N4, closures with few trays, eight circuits

Each deed knows its inverse where it has one. What it works on it chooses from a picture of now.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import count
from random import Random
from typing import Any

from inventory.models import Circuit, RouteNode
from inventory.operations import cables, housing, joints, paths, strands, windows
from inventory.operations.catalogue import seed_catalogue
from tests import factories
from tests.catalogue_factories import make_cable_type
from tests.integration.inventory.properties.picture import Picture, Row

#: More cables than this and one is taken away, fewer and one is laid.
MANY_CABLES, FEW_CABLES = 12, 5
DAY = date(2026, 6, 1)
#: No end, node, cable or joint has this id.
NOWHERE = 987_654_321


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to do, and what takes it back; `undo` gets what `do` returned."""

    words: str
    do: Callable[[], Any]
    undo: Callable[[Any], object] | None = None


class Crew:
    """Who works on the plant; all chance is the seed's."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)  # noqa: S311 - no secrets, but the same again
        self._numbers = count(1)
        factories.make_area()
        seed_catalogue()
        self.types = [make_cable_type((2, 2)).pk, make_cable_type((3,)).pk]
        self.nodes = [
            factories.make_node(geom=factories.place(i % 3 * 100, i // 3 * -100)).pk
            for i in range(6)
        ]
        self.segments = self._dig()
        self.circuits = [self._circuit(i) for i in range(8)]
        for _ in range(7):
            self._lay(slips=0).do()
        for node in (self.nodes[0], self.nodes[5]):
            housing.make_panel(name=self._code("ODF"), node_id=node, n_ports=3)
            housing.make_closure(code=self._code("M"), node_id=node, n_trays=2, joints_per_tray=3)
        housing.make_closure(code=self._code("M"), node_id=self.nodes[4], n_trays=1)
        housing.make_splitter(code=self._code("SP"), node_id=self.nodes[4], n_outputs=2)

    def next_deed(self, picture: Picture) -> Deed:
        """Return what is done next, chosen from the plant as it is."""
        n_cables = sum(row["kind"] == "cable" for row in picture.rows["cable"].values())
        if n_cables < FEW_CABLES:
            return self._lay()
        deeds = {
            self._join: 10,
            self._splice: 8,
            self._unjoin: 4,
            self._patch: 3,
            self._cut: 5,
            self._revert: 3,
            self._assign: 9,
            self._clear: 2,
            self._reserve: 3,
            self._release: 2,
            self._mark: 3,
            self._lease: 1,
            self._retire: 2,
            self._revive: 2,
            self._slack: 2,
            self._house: 2,
            self._delete: 6 if n_cables > MANY_CABLES else 1,
            self._lay_another: 0 if n_cables > MANY_CABLES else 2,
        }
        (deed,) = self.chance.choices(list(deeds), list(deeds.values()))
        return deed(picture)

    # --- the ground -----------------------------------------------------------------------------
    def _dig(self) -> dict[int, tuple[int, int]]:
        pairs = [(0, 1), (1, 2), (3, 4), (4, 5), (0, 3), (1, 4), (2, 5), (1, 4)]
        rows = {place: RouteNode.objects.get(pk=pk) for place, pk in enumerate(self.nodes)}
        return {
            factories.make_segment(rows[a], rows[z]).pk: (self.nodes[a], self.nodes[z])
            for a, z in pairs
        }

    def _circuit(self, number: int) -> int:
        status = Circuit.Status.ACTIVE if number % 2 else Circuit.Status.PLANNED
        return factories.make_circuit(status=status).pk

    def _code(self, letters: str) -> str:
        return f"{letters}-{next(self._numbers)}"

    def _lay(self, *, slips: float = 0.05) -> Deed:
        here = start = self.chance.choice(self.nodes)
        walk: list[int] = []
        seen = {start}
        for _ in range(self.chance.randint(1, 3)):
            onward = [
                (segment, z_node if a_node == here else a_node)
                for segment, (a_node, z_node) in self.segments.items()
                if here in (a_node, z_node)
                # Now and then over a node that was passed: refused.
                and (not seen & {a_node, z_node} - {here} or self.chance.random() < slips)
            ]
            if not onward:
                break
            segment, here = self.chance.choice(onward)
            walk.append(segment)
            seen.add(here)
        lay = partial(
            cables.make_cable,
            code=self._code("K"),
            type_id=self.chance.choice(self.types),
            from_node_id=start,
            segment_ids=walk,
        )
        return Deed(f"lay {walk}", lay, lambda made: cables.delete_cable(cable_id=made.pk))

    def _lay_another(self, picture: Picture) -> Deed:  # noqa: ARG002 - a deed as the others
        return self._lay()

    # --- joints -----------------------------------------------------------------------------------
    def _two_ends(self, picture: Picture) -> tuple[int, int]:
        """Return two ends: mostly free ones of one node, now and then any, or none at all."""
        free: defaultdict[int, list[int]] = defaultdict(list)
        for end, node in picture.node_of.items():
            if end not in picture.mates:
                free[node].append(end)
        several = [ends for ends in free.values() if len(ends) > 1]
        if several and self.chance.random() < 0.85:
            a_end, z_end = self.chance.sample(self.chance.choice(several), 2)
            return a_end, z_end
        ends = [*picture.node_of, NOWHERE]
        return self.chance.choice(ends), self.chance.choice(ends)

    def _making(self, picture: Picture) -> dict[str, Any]:
        trays = [*picture.rows["tray"], NOWHERE]
        return {
            "kind": self.chance.choice(("fusion", "mechanical", "connector")),
            "tray_id": self.chance.choice(trays) if self.chance.random() < 0.2 else None,
            "loss_db": self.chance.choice((None, None, 0.04, 0.2, -1.0)),
        }

    def _join(self, picture: Picture) -> Deed:
        pairs = [self._two_ends(picture) for _ in range(self.chance.choice((1, 1, 1, 2, 3)))]
        join = partial(joints.join_many, pairs, **self._making(picture))
        return Deed(f"join {pairs}", join, _part)

    def _splice(self, picture: Picture) -> Deed:
        node = self.chance.choice(self.nodes)
        there = [pk for pk, nodes in picture.nodes_of_walk.items() if node in (nodes[0], nodes[-1])]
        pick = there if len(there) > 1 else list(picture.rows["cable"])
        a_cable, z_cable = self.chance.choice(pick), self.chance.choice(pick)
        said: dict[str, Any] = {"node_id": node, "a_cable_id": a_cable, "z_cable_id": z_cable}
        how = self.chance.randrange(3)
        if how == 0:
            numbers: dict[str, Any] = {
                "a_first": self._number(),
                "z_first": self._number(),
                "n": self._number(),
            }
            return Deed(f"range {said}", partial(joints.splice_range, **said, **numbers), _part)
        tubes: dict[str, Any] = {
            "a_tube": self.chance.randint(1, 3),
            "z_tube": self.chance.randint(1, 2),
        }
        by = joints.splice_tubes if how == 1 else joints.splice_by_colour
        return Deed(f"tubes {said}", partial(by, **said, **tubes), _part)

    def _number(self) -> int:
        return self.chance.choice((1, 1, 2, 2, 3, 4, 5))

    def _unjoin(self, picture: Picture) -> Deed:
        known = list(picture.rows["joint"]) or [NOWHERE]
        chosen = self.chance.sample(known, min(len(known), self.chance.randint(1, 2)))
        if self.chance.random() < 0.05:
            chosen.append(NOWHERE)

        def undo(_: object) -> None:
            for pk in chosen:
                row = picture.rows["joint"][pk]
                a_end = next(end for end, mate in picture.mates.items() if mate["joint_id"] == pk)
                columns = ("kind", "tray_id", "loss_db", "made_date", "made_by")
                making = {name: row[name] for name in columns}
                joints.join(a_end=a_end, z_end=picture.mate_of[a_end], **making)

        return Deed(f"unjoin {chosen}", partial(joints.unjoin, joint_ids=chosen), undo)

    def _patch(self, picture: Picture) -> Deed:
        a_end, z_end = self._two_ends(picture)
        patch = partial(joints.patch, a_end=a_end, z_end=z_end, code=self._code("PK"))
        return Deed(
            f"patch {a_end} {z_end}", patch, lambda cord: cables.delete_cable(cable_id=cord.pk)
        )

    # --- cables and windows -----------------------------------------------------------------------
    def _cable(self, picture: Picture) -> Row:
        return self.chance.choice(list(picture.rows["cable"].values()))

    def _window(self, picture: Picture) -> dict[str, Any]:
        passing = [pk for pk, nodes in picture.nodes_of_walk.items() if len(nodes) > 2]
        if not passing or self.chance.random() < 0.1:
            cable, node = self._cable(picture)["id"], self.chance.choice(self.nodes)
        else:
            cable = self.chance.choice(passing)
            node = self.chance.choice(picture.nodes_of_walk[cable][1:-1])
        tubes = self.chance.choice(((1,), (2,), (1, 2), (1,)))
        return {"cable_id": cable, "node_id": node, "tube_numbers": tubes}

    def _cut(self, picture: Picture) -> Deed:
        window = self._window(picture)
        return Deed(
            f"cut {window}",
            partial(windows.cut_tubes, **window),
            lambda _: windows.revert_cut(**window),
        )

    def _revert(self, picture: Picture) -> Deed:
        window = self._window(picture)
        return Deed(
            f"revert {window}",
            partial(windows.revert_cut, **window),
            lambda _: windows.cut_tubes(**window),
        )

    def _delete(self, picture: Picture) -> Deed:
        cable = self._cable(picture)
        return Deed(f"delete {cable['code']}", partial(cables.delete_cable, cable_id=cable["id"]))

    def _retire(self, picture: Picture) -> Deed:
        pk = self._cable(picture)["id"]
        is_joined = any(_cable_of(picture, end) == pk for end in picture.mates)
        is_retired = any(_is(strand, pk, "retired") for strand in picture.rows["strand"].values())
        undo = None if is_joined or is_retired else (lambda _: cables.revive_cable(cable_id=pk))
        return Deed(f"retire {pk}", partial(cables.retire_cable, cable_id=pk), undo)

    def _revive(self, picture: Picture) -> Deed:
        retired = [pk for pk, row in picture.rows["cable"].items() if row["status"] == "retired"]
        pk = self.chance.choice(retired or list(picture.rows["cable"]))
        return Deed(f"revive {pk}", partial(cables.revive_cable, cable_id=pk))

    def _slack(self, picture: Picture) -> Deed:
        cable = self._cable(picture)["id"]
        node, segment = self.chance.choice(self.nodes), self.chance.choice(list(self.segments))
        place: dict[str, Any] = self.chance.choice(
            ({"node_id": node}, {"segment_id": segment, "chainage_m": self.chance.choice((5, 500))})
        )
        lay = partial(
            cables.lay_slack, cable_id=cable, length_m=self.chance.choice((15.0, 0.0)), **place
        )
        return Deed(f"slack {cable}", lay, lambda coil: cables.remove_slack(slack_id=coil.pk))

    def _house(self, picture: Picture) -> Deed:
        node = self.chance.choice(self.nodes)
        splitters = list(picture.rows["splitter"])
        if len(splitters) > 2:
            pk = self.chance.choice(splitters)
            return Deed(f"unhouse {pk}", partial(housing.remove_splitter, splitter_id=pk))
        make = partial(
            housing.make_splitter,
            code=self._code("SP"),
            node_id=node,
            n_outputs=self.chance.randint(1, 3),
        )
        return Deed("split", make, lambda made: housing.remove_splitter(splitter_id=made.pk))

    # --- strands ----------------------------------------------------------------------------------
    def _reserve(self, picture: Picture) -> Deed:
        first, from_date = self._number(), DAY + timedelta(days=self.chance.randint(0, 60))
        reserve = partial(
            strands.reserve,
            cable_id=self._cable(picture)["id"],
            first=first,
            last=first + self.chance.randint(-1, 1),
            reserved_for="Stadtwerke",
            from_date=from_date,
            until_date=from_date + timedelta(days=self.chance.randint(-1, 20)),
        )
        return Deed("reserve", reserve, lambda one: strands.release(reservation_id=one.pk))

    def _release(self, picture: Picture) -> Deed:
        kept = picture.rows["reservation"]
        pk = self.chance.choice(list(kept) or [NOWHERE])
        release = partial(strands.release, reservation_id=pk)
        if pk not in kept or set(_states(picture, kept[pk])) != {"reserved"}:
            return Deed(f"release {pk}", release)
        columns = ("cable_id", "reserved_for", "from_date", "until_date")
        said = {name: kept[pk][name] for name in columns}
        first, last = kept[pk]["first_number"], kept[pk]["last_number"]
        return Deed(
            f"release {pk}", release, lambda _: strands.reserve(first=first, last=last, **said)
        )

    def _mark(self, picture: Picture) -> Deed:
        cable = self._cable(picture)["id"]
        numbers = {self._number() for _ in range(self.chance.randint(1, 2))}
        status = self.chance.choice(("faulty", "retired", "dark", "dark", "lit"))
        mark = partial(strands.mark, cable_id=cable, numbers=numbers, status=status)
        found = {
            strand["status"]
            for strand in picture.rows["strand"].values()
            if strand["cable_id"] == cable and strand["number"] in numbers
        }
        if status == "dark" or found - {"dark", "reserved"}:
            return Deed(f"mark {numbers} {status}", mark)
        sound = partial(strands.mark, cable_id=cable, numbers=numbers, status="dark")
        return Deed(f"mark {numbers} {status}", mark, lambda _: sound())

    def _lease(self, picture: Picture) -> Deed:
        said = {"cable_id": self._cable(picture)["id"], "first": 1, "last": self._number()}
        lease = partial(strands.lease, **said, lessee=self.chance.choice(("", "Netz AG")))
        return Deed("lease", lease)

    # --- light ------------------------------------------------------------------------------------
    def _assign(self, picture: Picture) -> Deed:
        ends = list(picture.node_of)
        a_end = self.chance.choice(ends)
        z_end = self.chance.choice(ends)
        if self.chance.random() < 0.75:
            z_end = self.chance.choice([way[-1] ^ 1 for way, _ in picture.ways_from(a_end)])
        said: dict[str, Any] = {
            "circuit_id": self.chance.choice(self.circuits),
            "leg": self.chance.choice(("working", "working", "protect")),
        }
        assign = partial(paths.assign_path, **said, a_end=a_end, z_end=z_end)
        return Deed(f"assign {a_end} {z_end}", assign, _as_before(picture, said))

    def _clear(self, picture: Picture) -> Deed:
        said: dict[str, Any] = {"circuit_id": self.chance.choice(self.circuits), "leg": "working"}
        return Deed(f"clear {said}", partial(paths.clear_path, **said), _as_before(picture, said))


def _part(made: Any) -> object:
    return joints.unjoin(joint_ids=[joint.pk for joint in made])


def _as_before(picture: Picture, said: dict[str, Any]) -> Callable[[object], object]:
    """Return what gives a circuit's leg the path that it had."""
    for path in picture.rows["circuitpath"].values():
        if (path["circuit_id"], path["leg"]) == (said["circuit_id"], said["leg"]):
            ends = {"a_end": path["a_end_id"], "z_end": path["z_end_id"]}
            return lambda _: paths.assign_path(**said, **ends)
    return lambda _: paths.clear_path(**said)


def _cable_of(picture: Picture, end: int) -> int | None:
    strand = picture.strand_of(end >> 1)
    return None if strand is None else strand["cable_id"]


def _is(strand: Row, cable_id: int, status: str) -> bool:
    return bool(strand["cable_id"] == cable_id and strand["status"] == status)


def _states(picture: Picture, reservation: Row) -> list[str]:
    numbers = range(reservation["first_number"], reservation["last_number"] + 1)
    return [
        strand["status"]
        for strand in picture.rows["strand"].values()
        if strand["cable_id"] == reservation["cable_id"] and strand["number"] in numbers
    ]
