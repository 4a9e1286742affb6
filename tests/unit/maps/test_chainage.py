import pytest

from maps.glass.views import chainage


@pytest.mark.parametrize(("said", "metres"), [("0", 0), ("12.34", 12.3), ("100", 100)])
def test_a_click_says_where(said: str, metres: float) -> None:
    assert chainage(said, length_m=100) == metres


@pytest.mark.parametrize("said", ["", "here", "nan", "inf", "-1", "100.2", "1e400"])
def test_what_is_no_place_on_the_segment_is_its_middle(said: str) -> None:
    assert chainage(said, length_m=100) == 50
