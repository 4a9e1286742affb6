"""The product's answers to a plant, held against the same reckoned from its picture."""

from random import Random
from typing import Any

from inventory.plant.verdicts import Impact
from inventory.queries.impact import Cut, verdicts
from inventory.queries.trace import End, trace
from tests.integration.inventory.properties.picture import Picture


def compare_answers(picture: Picture, chance: Random) -> None:
    for end in chance.sample(sorted(picture.node_of), 12):
        _compare_trace(picture, end)
    compare_impact(picture, chance, n_cuts=12)


def _compare_trace(picture: Picture, start: int) -> None:
    """The trace is the light followed end by end; backwards it is its own reverse."""
    light = trace(start)
    ways = list(picture.ways_from(start))
    assert {hop.entered_end for hop in light.hops} == {end for way, _ in ways for end in way}
    if len(ways) > 1:
        assert light.end is End.TREE
        return
    ((way, is_ring),) = ways
    assert [hop.entered_end for hop in light.hops] == way
    assert light.end is (End.LOOP if is_ring else End.OPEN)
    last = light.hops[-1].left_end
    # Within a splitter there is no end; and back through one, light goes on into all its legs.
    if last in picture.node_of and not any(end >> 1 in picture.beyond for end in way):
        # What is joined to the start itself lies before it, so beyond it on the way back.
        assert trace(last).ends[: len(light.ends)] == light.ends[::-1]


def compare_impact(picture: Picture, chance: Random, *, n_cuts: int) -> None:
    """Cut so many segments, nodes and cables, each by itself."""
    legs = _elements_of_legs(picture)
    things = [
        *(("segment", segment) for segment in picture.rows["routesegment"]),
        *(("cable", cable) for cable in picture.rows["cable"]),
        *(("node", node) for node in sorted(set(picture.node_of.values()))),
    ]
    for kind, element in chance.sample(things, min(n_cuts, len(things))):
        asked: dict[str, Any] = {f"{kind}_id": element}
        cut = Cut(**asked)
        assert verdicts([cut]) == _verdicts(legs, kind, element), cut


#: Circuit to leg to the elements that its light meets; none where it does not run.
Legs = dict[int, dict[str, set[tuple[str, int]]]]


def _elements_of_legs(picture: Picture) -> Legs:
    legs: Legs = {}
    for path in picture.rows["circuitpath"].values():
        way = picture.way_between(path["a_end_id"], path["z_end_id"])
        legs.setdefault(path["circuit_id"], {})[path["leg"]] = elements_of(picture, way)
    return legs


def _verdicts(legs: Legs, kind: str, element: int) -> dict[int, Impact]:
    found = {}
    for circuit, paths in legs.items():
        if "working" not in paths:
            continue
        running = [elements for elements in paths.values() if elements]
        hit = [elements for elements in running if (kind, element) in elements]
        if not paths["working"]:
            found[circuit] = Impact.INCOMPLETE
        elif not hit:
            found[circuit] = Impact.UNAFFECTED
        else:
            found[circuit] = Impact.DOWN if len(hit) == len(running) else Impact.UNPROTECTED
    return found


def elements_of(picture: Picture, way: list[int]) -> set[tuple[str, int]]:
    """Return the segments, nodes and cables that light meets on its way."""
    met: set[tuple[str, int]] = set()
    for entered in way:
        strand = picture.strand_of(entered >> 1)
        if strand is None:
            met.add(("node", picture.node_of[entered | 1]))
            continue
        section = picture.rows["strandsection"][entered >> 1]
        first, last = section["from_position"], section["to_position"]
        cable = strand["cable_id"]
        met.add(("cable", cable))
        met |= {("node", node) for node in picture.nodes_of_walk[cable][first : last + 1]}
        met |= {("segment", one) for one in picture.segments_of_walk[cable][first:last]}
    return met
