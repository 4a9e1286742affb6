"""
What the database refuses in the plant: its constraints, each with the field that is meant.

Names are those of the models and of 0008_plant_refused.sql; `%(detail)s` is the culprit that a
trigger names. Fields are those of the operation that can run into the constraint.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_NO_NUMBER = _("This is not a number that can be measured.")
_PLACE_TWICE = _("Two segments have the same place in the walk.")
_COUNTS_FROM_ONE = _("Numbers count from 1.")
_NUMBER_TWICE = _("This number is there already.")
_JOINED_ALREADY = _("An end is joined to something else already.")
_TWO_NODES = _("Two ends are joined only where both lie: at one node.")
_RUNS_HERE = _("The light of a connection runs over this: lead it elsewhere first.")

CABLES: dict[str, tuple[str, Promise]] = {
    "cable_sheath_positive": ("sheath_m", _("A sheath is longer than 0 m.")),
    "cable_sheath_finite": ("sheath_m", _NO_NUMBER),
    "cable_sheath_covers_route": (
        "sheath_m",
        _("The sheath of cable %(detail)s would be more than 3 %% shorter than its way."),
    ),
    "cable_joins_two_nodes": ("segment_ids", _("A cable ends at another node than it begins.")),
    "cable_walk_contiguous": (
        "segment_ids",
        _("The way of cable %(detail)s breaks: a segment does not begin where one ended."),
    ),
    "cable_passes_node_once": ("segment_ids", _("Cable %(detail)s passes a node twice.")),
    "cable_has_a_walk": ("segment_ids", _("Cable %(detail)s lies in no segment.")),
    "cable_patch_cord_stays": ("node_id", _("Patch cord %(detail)s stays at one node.")),
    "cable_active_where_built": (
        "status",
        _("Cable %(detail)s is not in use where a segment is not built yet, or retired."),
    ),
    "cable_retired_has_no_circuit": (
        "status",
        _("The light of a connection runs over fibre %(detail)s: the cable cannot be retired."),
    ),
    "cablesection_place_once": ("segment_ids", _PLACE_TWICE),
    "cablesection_segment_once": ("segment_ids", _("A cable lies in a segment once.")),
    "cablesection_counts_from_one": ("segment_ids", _COUNTS_FROM_ONE),
    "cablesection_in_duct_there": (
        "duct_ids",
        _("Duct %(detail)s does not lie in the segment where the cable is to lie in it."),
    ),
    "slackloop_length_positive": ("length_m", _("Slack is longer than 0 m.")),
    "slackloop_finite": ("length_m", _NO_NUMBER),
    "slackloop_at_one_place": (
        "node_id",
        _("Slack lies at a node, or at a chainage of a segment."),
    ),
    "slackloop_on_its_cable": ("node_id", _("Cable %(detail)s does not pass where its slack is.")),
    "cabletype_has_fibres": ("n_fibres", _("A cable has fibres.")),
    "cabletype_helix_sane": ("helix_ratio", _("A helix ratio is from 0 to less than 0.2.")),
    "cabletype_outer_positive": ("outer_mm", _("A diameter is more than 0 mm.")),
    "cabletype_outer_finite": ("outer_mm", _NO_NUMBER),
    "cabletype_tubes_sum": (
        "n_fibres",
        _("The fibres of all tubes of %(detail)s do not sum to its fibres."),
    ),
    "cabletypetube_number_once": ("number", _NUMBER_TWICE),
    "cabletypetube_counts_from_one": ("number", _COUNTS_FROM_ONE),
    "cabletypeattenuation_wavelength_once": ("wavelength_nm", _NUMBER_TWICE),
    "cabletypeattenuation_positive": ("db_per_km", _("An attenuation is more than 0 dB/km.")),
    "cabletypeattenuation_finite": ("db_per_km", _NO_NUMBER),
    "transceivertype_budget_positive": (
        "tx_min_dbm",
        _("What is sent at least is more than what the receiver needs."),
    ),
    "schemecolour_number_once": ("number", _NUMBER_TWICE),
    "schemecolour_counts_from_one": ("number", _COUNTS_FROM_ONE),
}

STRANDS: dict[str, tuple[str, Promise]] = {
    "tube_number_once": ("number", _NUMBER_TWICE),
    "tube_counts_from_one": ("number", _COUNTS_FROM_ONE),
    "strand_number_once": ("number", _NUMBER_TWICE),
    "strand_place_once": ("place", _NUMBER_TWICE),
    "strand_counts_from_one": ("number", _COUNTS_FROM_ONE),
    "strand_within_type": ("number", _("The type of the cable has no fibre %(detail)s.")),
    "strand_in_tube_of_its_cable": ("tube", _("The tube belongs to another cable.")),
    "strand_lit_has_circuit": (
        "status",
        _("No light of a connection runs over fibre %(detail)s: it is not lit."),
    ),
    "strand_with_circuit_is_lit": (
        "status",
        _("The light of a connection runs over fibre %(detail)s: it is lit."),
    ),
    "strand_faulty_has_none": (
        "status",
        _("Fibre %(detail)s is faulty or retired: no connection can run over it."),
    ),
    "strandsection_runs_forward": ("strand", _("A piece of a fibre has a length.")),
    "strandsection_from_once": ("strand", _("Two pieces of a fibre begin at the same place.")),
    "strandsection_to_once": ("strand", _("Two pieces of a fibre end at the same place.")),
    "strandsection_covers_strand": (
        "strand",
        _("The pieces of fibre %(detail)s overlap, or leave a part of it out."),
    ),
    "reservation_in_order": ("last", _("The last fibre and the last day come after the first.")),
    "reservation_no_overlap": ("first", _("Some of these fibres are reserved already then.")),
    "reservation_within_type": ("last", _("Cable %(detail)s has fewer fibres than that.")),
}

DUCTS: dict[str, tuple[str, Promise]] = {
    "duct_has_a_wall": ("inner_mm", _("A bore is more than 0 mm and less than the outside.")),
    "duct_finite": ("inner_mm", _NO_NUMBER),
    "duct_not_in_itself": ("parent_id", _("A duct does not lie in itself.")),
    "duct_not_nested_in_itself": (
        "parent_id",
        _("Duct %(detail)s would lie in itself, by way of others."),
    ),
    "duct_fits_its_parent": ("outer_mm", _("Duct %(detail)s is too wide for the one around it.")),
    "duct_within_its_parent": (
        "segment_ids",
        _("Duct %(detail)s leaves the duct that it lies in."),
    ),
    "duct_walk_contiguous": (
        "segment_ids",
        _("The way of duct %(detail)s breaks: a segment does not begin where one ended."),
    ),
    "duct_has_room": ("duct_ids", _("Duct %(detail)s is too full for this.")),
    "ductsection_place_once": ("segment_ids", _PLACE_TWICE),
    "ductsection_segment_once": ("segment_ids", _("A duct lies in a segment once.")),
    "ductsection_counts_from_one": ("segment_ids", _COUNTS_FROM_ONE),
}

JOINTS: dict[str, tuple[str, Promise]] = {
    "inventory_mate_pkey": ("z_end", _JOINED_ALREADY),
    "inventory_mate_mate_id_key": ("z_end", _JOINED_ALREADY),
    "mate_not_itself": ("z_end", _("An end is not joined to itself.")),
    "mate_is_mutual": ("z_end", _("A joint has two sides: both are made, and both go.")),
    "mate_pair_at_joint": ("z_end", _JOINED_ALREADY),
    "mate_one_pair_a_joint": ("z_end", _("A joint joins two ends, no more.")),
    "mate_end_at_node": ("z_end", _TWO_NODES),
    "mate_joint_at_node": ("z_end", _TWO_NODES),
    "joint_joins_two_ends": ("z_end", _("A joint joins two ends; this one joins none.")),
    "joint_loss_not_negative": ("loss_db", _("A loss is not negative.")),
    "joint_loss_finite": ("loss_db", _NO_NUMBER),
    "joint_in_tray_of_its_node": ("tray_id", _("Tray %(detail)s is at another node.")),
    "tray_has_room": ("tray_id", _("Tray %(detail)s is full.")),
    "tray_number_once": ("number", _NUMBER_TWICE),
    "tray_counts_from_one": ("number", _COUNTS_FROM_ONE),
    "closure_has_room": ("n_trays", _("Closure %(detail)s has no room for another tray.")),
    "port_number_once": ("number", _NUMBER_TWICE),
    "port_counts_from_one": ("number", _COUNTS_FROM_ONE),
    "port_within_panel": ("n_ports", _("The panel has no port %(detail)s.")),
    "splitter_splits": ("n_outputs", _("A splitter has at least two outputs.")),
    "splitter_loss_not_negative": ("loss_db", _("A loss is not negative.")),
    "splitter_loss_finite": ("loss_db", _NO_NUMBER),
    "splitter_in_tray_of_its_node": (
        "tray_id",
        _("Splitter %(detail)s is at another node than the tray."),
    ),
    "splitterleg_number_once": ("number", _NUMBER_TWICE),
    "splitterleg_within_splitter": ("n_outputs", _("The splitter has no leg %(detail)s.")),
    "opticalend_of_one_glass": ("id", _("An end belongs to one piece of glass, by its number.")),
    "opticalend_both_of_glass": ("id", _("%(detail)s lacks an end, or an end is another's.")),
    "opticalend_where_glass_ends": (
        "node_id",
        _("%(detail)s does not end at the node where its end is said to lie."),
    ),
}

LIGHT: dict[str, tuple[str, Promise]] = {
    "circuitpath_leg_once": ("leg", _("The circuit has this path already.")),
    "circuitpath_runs_over_hops": (
        "__all__",
        _("The light of %(detail)s is said to run otherwise than its path does."),
    ),
    "circuithop_follows_joints": (
        "__all__",
        _("The light of %(detail)s runs over this: lead it elsewhere first."),
    ),
    "circuithop_place_once": ("__all__", _NUMBER_TWICE),
    "riskgroupmember_is_one_thing": (
        "group",
        _("A member of a risk group is one segment, one node or one cable."),
    ),
    "riskgroupmember_once": ("group", _("This is in the risk group already.")),
    "interface_name_once": ("name", _("The device has another interface of this name.")),
}

PLANT = CABLES | STRANDS | DUCTS | JOINTS | LIGHT

#: What is still needed by rows of a table, foreign keys keep: what to tell of whose rows.
NEEDED_BY: dict[str, Promise] = {
    "inventory_circuithop": _RUNS_HERE,
    "inventory_circuitpath": _("The light of a connection begins or ends here."),
    "inventory_mate": _("Something is joined here: part it first."),
}
