"""Splice drawings, a panel's front, a path's strip, a cable's sketch: geometry from values."""

import pytest
from django.utils.translation import override

from inventory.queries.trace import Hue
from pages.fibre.diagrams.closure import Bundle, Through, draw_overview
from pages.fibre.diagrams.front import draw_front
from pages.fibre.diagrams.path import Piece, Stop, draw_path
from pages.fibre.diagrams.sketch import draw_sketch
from pages.fibre.diagrams.tray import Side, draw_tray
from pages.fibre.markings import RING_DARK, RING_LIGHT, Marking, Palette

RED = Marking(1, "red", "RD", "#d62027")
RINGED = Marking(13, "red, 1 ring", "RD'", "#d62027", 1)


def test_palette_begins_again_with_a_ring_more() -> None:
    hues = (Hue("red", "rot", "#d62027", 0), Hue("black", "schwarz", "#1a1a1a", 0))
    colours = Palette({7: hues})

    with override("de"):
        first = colours.marking(scheme_id=7, number=1)
        fourth = colours.marking(scheme_id=7, number=4)

    assert (first.name, first.code, first.n_rings) == ("rot", "rt", 0)
    assert (fourth.code, fourth.n_rings) == ("sw'", 1)
    # A black ring would not be seen on black.
    assert (first.ring_rgb, fourth.ring_rgb) == (RING_DARK, RING_LIGHT)


def test_colour_of_no_scheme_is_a_dash_not_a_guess() -> None:
    assert Palette({}).marking(scheme_id=1, number=3).name == "–"


def test_swatch_draws_its_rings_in_attributes() -> None:
    assert RED.swatch.count("<path") == 0
    assert RINGED.swatch.count("<path") == 1
    assert "style=" not in RINGED.swatch


def test_tubes_that_pass_lie_above_the_trays() -> None:
    """
    K-1/2 ====================== K-1/2
    K-1/1 ===--[ tray 1 ]--=== K-2/1
    """
    overview = draw_overview(
        [
            Bundle("K-1", "A", RED, 12, is_left=True, on_trays=((1, 12),)),
            Bundle("K-2", "C", RED, 12, is_left=False, on_trays=((1, 12),)),
        ],
        [Through("K-1", "A", "B", RINGED, 12)],
        [(1, 12, 12)],
    )

    through = float(overview.strokes[0].path.split(" ")[1].split("H")[0])
    assert through < float(overview.trays[0].y)
    assert len(overview.links) == 2
    assert overview.strokes[0].rings
    assert float(overview.trays[0].y) + float(overview.trays[0].height) <= overview.height


def test_closure_without_anything_has_a_picture_all_the_same() -> None:
    assert draw_overview([], [], []).height > 0


def test_tray_draws_fibre_against_fibre_and_claims_no_colour_of_a_leg() -> None:
    sheet = draw_tray(
        [
            (Side("K-1 · 1", RED, RINGED), Side("K-2 · 1", RED, RED), "fusion"),
            (Side("K-1 · 2", RED, RED), Side("SP-1 · 0", None, None), "mechanical"),
        ]
    )

    assert [len(row.tubes) for row in sheet.rows] == [2, 1]
    assert [[line.rgb for line in row.fibres] for row in sheet.rows] == [
        ["#d62027", "#d62027"],
        ["#d62027", ""],
    ]
    assert [row.number for row in sheet.rows] == [1, 2]
    assert sheet.rows[0].fibres[0].rings
    assert not sheet.rows[0].fibres[1].rings


@pytest.mark.parametrize(("n", "rows"), [(1, 1), (12, 1), (13, 2), (24, 2), (0, 1)])
def test_front_has_twelve_ports_a_row(n: int, rows: int) -> None:
    front = draw_front([(number, "free") for number in range(1, n + 1)])

    assert front.height == rows * 62 - 6
    assert len(front.cells) == n


def test_strip_grows_with_its_pieces() -> None:
    piece = Piece("K-1", ("1 red", "12 m"), RED, RINGED)

    short = draw_path([Stop("A", ""), Stop("B", "")], [piece])
    long = draw_path([Stop("A", ""), Stop("B", ""), Stop("C", "")], [piece, piece])

    assert long.width > short.width
    assert short.pieces[0].rings
    with pytest.raises(ValueError, match="place at each end"):
        draw_path([Stop("A", "")], [piece])


def test_sketch_keeps_directions_and_its_scale() -> None:
    sketch = draw_sketch([[(0, 0), (1000, 500)]], nodes=[("A", (0, 0)), ("Z", (1000, 500))])

    first, last = sketch.places
    assert float(first.x) < float(last.x)
    # North is up, and y counts down.
    assert float(first.y) > float(last.y)
    assert (first.anchor, last.anchor) == ("start", "end")
    metres_per_unit = 1000 / (float(last.x) - float(first.x))
    drawn = float(sketch.scale_x2) - 24
    assert drawn * metres_per_unit == pytest.approx(sketch.scale_m, rel=0.01)


def test_sketch_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="line"):
        draw_sketch([])
