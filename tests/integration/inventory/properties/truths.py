"""What holds of any plant, whatever was done to it; each check yields what is amiss."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from tests.integration.inventory.properties.picture import Picture, Row


def amiss(picture: Picture) -> list[str]:
    """Return everything that is amiss."""
    checks = (_joints, _glass, _hops, _lit_strands, _kept_strands, _trays)
    return [words for check in checks for words in check(picture)]


def _joints(picture: Picture) -> Iterator[str]:
    """Mates are mutual, at one node, two a joint, and nothing is joined to itself."""
    joints = picture.rows["joint"]
    n_mates = Counter(row["joint_id"] for row in picture.mates.values())
    for joint in joints:
        if n_mates[joint] != 2:
            yield f"joint {joint} has {n_mates[joint]} mates"
    for end, row in picture.mates.items():
        mate = picture.mates.get(row["mate_id"])
        if mate is None or mate["mate_id"] != end or mate["joint_id"] != row["joint_id"]:
            yield f"end {end} is joined one-sidedly"
        if row["mate_id"] == end:
            yield f"end {end} is joined to itself"
        at = {row["node_id"], joints[row["joint_id"]]["node_id"], picture.node_of[end]}
        if len(at) != 1:
            yield f"end {end} is joined across nodes"


def _glass(picture: Picture) -> Iterator[str]:
    """The pieces of a strand follow each other from end to end; each has its ends in place."""
    pieces: defaultdict[int, list[Row]] = defaultdict(list)
    for section in picture.rows["strandsection"].values():
        pieces[section["strand_id"]].append(section)
    for strand in picture.rows["strand"].values():
        nodes = picture.nodes_of_walk[strand["cable_id"]]
        here = 0
        for section in sorted(pieces[strand["id"]], key=lambda one: one["from_position"]):
            if section["from_position"] != here:
                yield f"strand {strand['id']} has a gap at {here}"
            here = section["to_position"]
            ends = (2 * section["id"], 2 * section["id"] + 1)
            lie = [picture.node_of.get(end) for end in ends]
            if lie != [nodes[section["from_position"]], nodes[here]]:
                yield f"section {section['id']} ends elsewhere"
        if here != len(nodes) - 1:
            yield f"strand {strand['id']} ends at {here}"


def _hops(picture: Picture) -> Iterator[str]:
    """A path runs if its light, followed end by end, reaches its last end; then it has its hops."""
    for path in picture.rows["circuitpath"].values():
        way = picture.way_between(path["a_end_id"], path["z_end_id"])
        stored = [_said(hop) for hop in picture.hops_of[path["id"]]]
        if stored != [_reckoned(picture, entered) for entered in way]:
            yield f"path {path['id']} has other hops than its light: {stored}, {way}"
        if path["is_running"] != bool(way):
            yield f"path {path['id']} is said to run: {path['is_running']}"


def _said(hop: Row) -> tuple[int | None, ...]:
    columns = ("entered_end_id", "strand_section_id", "cable_id", "from_position", "to_position")
    return (*(hop[column] for column in columns), hop["node_id"])


def _reckoned(picture: Picture, entered: int) -> tuple[int | None, ...]:
    glass = entered >> 1
    strand = picture.strand_of(glass)
    if strand is None:
        # Only the outside end of a leg is stored.
        end = entered | 1 if glass in picture.beyond else entered
        return (end, None, None, None, None, picture.node_of[end])
    section = picture.rows["strandsection"][glass]
    positions = (section["from_position"], section["to_position"])
    return (entered, glass, strand["cable_id"], *positions, None)


def _lit_strands(picture: Picture) -> Iterator[str]:
    """A strand is lit if and only if light of a path runs over it."""
    used = {
        picture.rows["strandsection"][hop["strand_section_id"]]["strand_id"]
        for hop in picture.rows["circuithop"].values()
        if hop["strand_section_id"] is not None
    }
    for strand in picture.rows["strand"].values():
        if (strand["status"] == "lit") != (strand["id"] in used):
            yield f"strand {strand['id']} is {strand['status']}, used: {strand['id'] in used}"


def _kept_strands(picture: Picture) -> Iterator[str]:
    """A strand is dark only if nobody keeps it, and reserved only if somebody does."""
    kept = {
        (row["cable_id"], number)
        for row in picture.rows["reservation"].values()
        for number in range(row["first_number"], row["last_number"] + 1)
    }
    for strand in picture.rows["strand"].values():
        is_kept = (strand["cable_id"], strand["number"]) in kept
        if strand["status"] == ("dark" if is_kept else "reserved"):
            yield f"strand {strand['id']} is {strand['status']}, kept: {is_kept}"


def _trays(picture: Picture) -> Iterator[str]:
    """No tray holds more joints than it has room for, nor one of another node."""
    n_joints = Counter(row["tray_id"] for row in picture.rows["joint"].values())
    for tray in picture.rows["tray"].values():
        if n_joints[tray["id"]] > tray["max_joints"]:
            yield f"tray {tray['id']} holds {n_joints[tray['id']]}"
    for joint in picture.rows["joint"].values():
        if joint["tray_id"] is not None:
            tray = picture.rows["tray"][joint["tray_id"]]
            if picture.rows["closure"][tray["closure_id"]]["node_id"] != joint["node_id"]:
                yield f"joint {joint['id']} lies in a tray of another node"
