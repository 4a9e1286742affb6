"""Documentation that is held to be true: each setting, model, command and relative link."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
OWN_APPS = [
    "accounts",
    "records",
    "inventory",
    "monitoring",
    "maps",
    "pages",
    "reports",
    "api",
    "lab",
]
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def text(name: str) -> str:
    return (ROOT / name).read_text()


def test_every_setting_is_described() -> None:
    sources = [ROOT / "config" / "settings.py", ROOT / "config" / "environment.py"]
    names = {
        name
        for source in sources
        for name in re.findall(r'env[.\w]*\(\s*"([A-Z_]+)"', source.read_text())
    }

    described = text("docs/settings.md")

    assert sorted(name for name in names if f"`{name}`" not in described) == []


def test_every_model_has_its_word_in_the_glossary() -> None:
    glossary = text("docs/glossary.md")
    models = {
        model.__name__
        for app in OWN_APPS
        for model in apps.get_app_config(app).get_models()
        if not hasattr(model, "pgh_tracked_model") and not model._meta.auto_created
    }

    assert sorted(name for name in models if f"`{name}`" not in glossary) == []


def test_every_command_is_described() -> None:
    described = text("docs/commands.md")
    own = [name for name, app in get_commands().items() if app in OWN_APPS]

    assert sorted(name for name in own if f"manage.py {name}" not in described) == []


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_within_the_repository_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text())

    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_named_files_of_the_repository_exist(page: Path) -> None:
    # The state folder is made at set-up and holds nothing of the repository.
    tops = {path.name for path in ROOT.iterdir() if path.is_dir()} - {"var"}
    named = re.findall(r"`([a-z_]+/[\w./-]+)`", page.read_text())

    assert [
        name for name in named if name.split("/")[0] in tops and not (ROOT / name).exists()
    ] == []
