import pytest

from lab.kernel.scene import Scene, canonical, of_family


def test_addresses_have_one_spelling() -> None:
    assert canonical("FD86:0:0::00A") == "fd86::a"

    with pytest.raises(ValueError, match="does not appear to be"):
        canonical("127.86.0.1; drop")


def test_a_scene_refuses_what_is_no_address() -> None:
    # Rules are text: nothing but an address may ever get into them.
    with pytest.raises(ValueError, match="drop"):
        Scene(dark=frozenset({"127.86.0.1 } drop"}))
    with pytest.raises(ValueError, match="canonical"):
        Scene(delay_s={"fd86:0::1": 0.1})


@pytest.mark.parametrize(
    "wrong",
    [
        {"loss_percent": {"127.86.0.1": 0}},
        {"loss_percent": {"127.86.0.1": 101}},
        {"delay_s": {"127.86.0.1": -0.001}},
        {"rates_mbps": {"127.86.0.1": 0}},
    ],
)
def test_a_scene_refuses_what_cannot_be(wrong: dict[str, dict[str, int]]) -> None:
    with pytest.raises(ValueError, match=r"percent|negative|Mbit"):
        Scene(**wrong)  # type: ignore[arg-type]  # one of the four, by name


def test_addresses_are_sorted_as_numbers_and_kept_apart_by_family() -> None:
    mixed = ["fd86::2", "127.86.0.10", "127.86.0.9", "fd86::1"]

    assert of_family(mixed, version=4) == ["127.86.0.9", "127.86.0.10"]
    assert of_family(mixed, version=6) == ["fd86::1", "fd86::2"]
