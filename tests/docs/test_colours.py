"""The colours of static/css/tokens.css are readable: WCAG 2.2 AA, both themes, every ground."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "static" / "css" / "tokens.css"
WORDS = ["ink", "quiet", "accent", "up", "degraded", "down", "unknown", "planned", "incident"]
TINTED = ["accent", "up", "degraded", "down", "unknown", "planned", "incident"]


def block(selector: str) -> dict[str, str]:
    body = re.search(re.escape(selector) + r" \{(.*?)\}", TOKENS.read_text(), re.DOTALL)
    assert body is not None, selector
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", body[1]))


THEMES = {"light": block(":root"), "dark": block(':root[data-theme="dark"]')}


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_device_and_switch_give_the_same_dark() -> None:
    assert block(':root:not([data-theme="light"])') == THEMES["dark"]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["paper", "ground"])
@pytest.mark.parametrize("word", WORDS)
def test_words_are_readable_on_paper_and_ground(theme: str, ground: str, word: str) -> None:
    colours = THEMES[theme]

    assert contrast(colours[word], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("state", TINTED)
def test_words_are_readable_on_the_tint_of_a_state(theme: str, state: str) -> None:
    colours = THEMES[theme]

    for word in ("ink", "quiet", "accent", state):
        assert contrast(colours[word], colours[f"{state}-tint"]) >= 4.5, word


@pytest.mark.parametrize("theme", THEMES)
def test_accent_button_is_readable(theme: str) -> None:
    assert contrast(THEMES[theme]["on-accent"], THEMES[theme]["accent"]) >= 4.5
