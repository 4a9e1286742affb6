import json
from pathlib import Path

from config.importmap import import_map

ROOT = Path(__file__).resolve().parents[3]


def test_every_own_module_has_its_name() -> None:
    named = json.loads(import_map())["imports"]

    modules = {
        f"#{file.relative_to(app / 'static')}"
        for app in ROOT.iterdir()
        if (app / "apps.py").is_file()
        for file in (app / "static").rglob("*.js")
    }
    assert set(named) == modules


def test_node_finds_a_module_under_the_same_name() -> None:
    names = json.loads((ROOT / "package.json").read_text())["imports"]

    for name in json.loads(import_map())["imports"]:
        app, rest = name.removeprefix("#").split("/", 1)
        assert (ROOT / names[f"#{app}/*"].replace("*", rest)).is_file()
