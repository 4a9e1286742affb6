"""The house keeps its shape: what import-linter cannot see is held here."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
FLOORS = [
    {"config"},
    {"api", "pages", "reports", "maps", "lab"},
    {"monitoring"},
    {"inventory"},
    {"records"},
    {"accounts"},
]
APPS = sorted(set().union(*FLOORS))
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
MAX_MODULE_LINES = 400
MAX_FUNCTION_LINES = 50


def modules(*, with_tests: bool = False) -> Iterator[Path]:
    for folder in [*APPS, "setup", *(["tests"] if with_tests else [])]:
        for file in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in file.parts:
                yield file


def related_by_string(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr not in RELATIONS or not node.args:
            continue
        to = node.args[0]
        if isinstance(to, ast.Constant) and isinstance(to.value, str):
            yield node.lineno, to.value


@pytest.mark.parametrize("app", APPS)
def test_no_relation_hides_an_import_in_a_string(app: str) -> None:
    hidden = [
        f"{file.relative_to(ROOT)}:{line} {to}"
        for file in (ROOT / app).rglob("*.py")
        if "migrations" not in file.parts
        for line, to in related_by_string(ast.parse(file.read_text()))
        if to != "self" and not to.isidentifier()
    ]

    assert hidden == []


def test_every_app_stands_on_a_floor() -> None:
    apps = {file.parent.name for file in ROOT.glob("*/apps.py")}

    assert apps <= set(APPS)


def test_no_module_is_longer_than_one_can_hold_in_mind() -> None:
    long = {
        str(file.relative_to(ROOT)): n
        for file in modules(with_tests=True)
        if (n := len(file.read_text().splitlines())) > MAX_MODULE_LINES
    }

    assert long == {}


def test_no_function_is_longer_than_a_page() -> None:
    long = [
        f"{file.relative_to(ROOT)}:{node.lineno} {node.name}: {length}"
        for file in modules()
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > MAX_FUNCTION_LINES
    ]

    assert long == []


def test_no_vague_module_names() -> None:
    vague = {"utils", "helpers", "common", "misc", "data", "manager"}

    assert [str(f.relative_to(ROOT)) for f in modules() if f.stem in vague] == []


def test_no_import_hides_in_a_function_of_an_app() -> None:
    """An import in a function is where circles hide; each one that stays says why (PLC0415)."""
    hidden = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file in modules()
        for function in ast.walk(ast.parse(file.read_text()))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom | ast.Import)
        and "noqa: PLC0415 - " not in file.read_text().splitlines()[node.lineno - 1]
    ]

    assert hidden == []
