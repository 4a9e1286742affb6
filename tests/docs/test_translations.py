"""German is complete: every text that makemessages finds is translated, the same way everywhere."""

import ast
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ["accounts", "records", "inventory", "monitoring", "maps", "pages", "reports", "api", "lab"]
FILE = Path("locale") / "de" / "LC_MESSAGES" / "django.po"

Key = tuple[str, str]  # context, msgid


def entries(po: Path) -> dict[Key, list[str]]:
    """Return context and msgid to its translations; the header left out."""
    if not po.is_file():
        return {}
    found: dict[Key, list[str]] = {}
    for block in re.split(r"\n\s*\n", po.read_text()):
        said: dict[str, str] = {}
        field = ""
        for line in block.splitlines():
            if line.startswith("#") or not line.strip():
                continue
            named = re.match(r'(msg\w+(?:\[\d\])?) (".*")$', line)
            field, text = (named[1], named[2]) if named else (field, line)
            said[field] = said.get(field, "") + ast.literal_eval(text)
        if said.get("msgid"):
            found[said.get("msgctxt", ""), said["msgid"]] = [
                text for field, text in said.items() if field.startswith("msgstr")
            ]
    return found


def parts() -> list[str]:
    """Return the folders with a catalogue of their own; "." holds templates and config."""
    return [".", *APPS]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of our sources in which makemessages has just run."""
    copy = tmp_path_factory.mktemp("messages")
    for folder in [*APPS, "config", "templates"]:
        skipped = shutil.ignore_patterns("locale", "static", "__pycache__", "migrations")
        shutil.copytree(ROOT / folder, copy / folder, ignore=skipped)
    for part in parts():
        (copy / part / "locale").mkdir()
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "-l", "de", "--no-location", "-v0"],
        cwd=copy,
        check=True,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    )
    return copy


@pytest.mark.parametrize("part", parts())
def test_catalogue_holds_what_makemessages_finds(part: str, fresh: Path) -> None:
    wanted = entries(fresh / part / FILE)

    held = entries(ROOT / part / FILE)

    assert set(wanted) - set(held) == set(), "missing: add them to the catalogue"
    assert set(held) - set(wanted) == set(), "nobody says these any more"


@pytest.mark.parametrize("part", parts())
def test_everything_is_translated_and_nothing_is_a_guess(part: str) -> None:
    file = ROOT / part / FILE

    assert [key for key, texts in entries(file).items() if not all(texts)] == []
    assert not file.is_file() or not re.search(r"^#,.*\bfuzzy\b", file.read_text(), re.MULTILINE)


def test_one_text_has_one_translation() -> None:
    # Django merges all catalogues into one: the app that comes first would win silently.
    said: dict[Key, dict[str, list[str]]] = defaultdict(dict)
    for part in parts():
        for key, texts in entries(ROOT / part / FILE).items():
            said[key][part] = texts

    differing = {
        key: by_part
        for key, by_part in said.items()
        if len({tuple(texts) for texts in by_part.values()}) > 1
    }
    assert differing == {}
