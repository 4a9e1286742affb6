"""What we did not write is as it was published; what we wrote asks no foreign host for anything."""

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "static" / "vendor"
APPS = ["accounts", "records", "inventory", "monitoring", "maps", "pages", "reports", "api", "lab"]

ROW = re.compile(
    r"^\| `(?P<file>[^`]+)` \| (?P<name>\S+) \| (?P<version>\S+) \| .* \|"
    r" `(?P<sha>[0-9a-f]{64})` \|$"
)
HOST = re.compile(r"""(?:https?:)?//[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z]{2,}[^\s"'<>)]*""")
#: A link waits for the reader's click, and these name a vocabulary: no browser asks for them.
ASKS_NOBODY = re.compile(
    r"""<a\b[^>]*>|xmlns(?::\w+)?="[^"]*"|http://www\.w3\.org/[\w/]+""", re.DOTALL
)


def rows() -> list[re.Match[str]]:
    text = (VENDOR / "README.md").read_text()
    return [match for line in text.splitlines() if (match := ROW.match(line))]


def own_faces() -> list[Path]:
    folders = [ROOT / "templates", ROOT / "static" / "css", ROOT / "static" / "img"]
    folders += [ROOT / app / kind for app in APPS for kind in ("templates", "static")]
    return [
        file
        for folder in folders
        for file in sorted(folder.rglob("*"))
        if file.suffix in {".html", ".css", ".js", ".svg"}
    ]


def test_readme_lists_every_vendored_file_and_no_other() -> None:
    listed = {row["file"] for row in rows()}

    present = {
        str(file.relative_to(VENDOR))
        for file in VENDOR.rglob("*")
        if file.is_file() and file.name != "README.md"
    }
    assert listed == present


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])
def test_vendored_file_is_as_published(row: re.Match[str]) -> None:
    digest = hashlib.sha256((VENDOR / row["file"]).read_bytes()).hexdigest()

    assert digest == row["sha"]


def test_versions_are_those_of_package_json_and_its_lock() -> None:
    named = json.loads((ROOT / "package.json").read_text())["devDependencies"]
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]

    assert {row["name"]: row["version"] for row in rows()} == named
    for name, version in named.items():
        assert locked[f"node_modules/{name}"]["version"] == version
        assert locked[f"node_modules/{name}"]["integrity"].startswith("sha512-")


def test_every_vendored_package_brings_its_licence() -> None:
    for folder in {VENDOR / Path(row["file"]).parts[0] for row in rows()}:
        assert any("licen" in file.name.lower() for file in folder.iterdir()), folder.name


@pytest.mark.parametrize("file", own_faces(), ids=lambda file: str(file.relative_to(ROOT)))
def test_own_page_parts_name_no_foreign_host(file: Path) -> None:
    found = HOST.findall(ASKS_NOBODY.sub("", file.read_text()))

    assert found == []


def test_vendored_styles_load_nothing_from_outside() -> None:
    for file in VENDOR.rglob("*.css"):
        urls = re.findall(r"""(?:@import\s+|url\()\s*["']?([^"')]+)""", file.read_text())

        assert all(not re.match(r"(?:https?:)?//", url) for url in urls), file.name
