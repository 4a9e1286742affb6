"""
What Django must have done before it serves: texts compiled, tables, static files, the demo city.

One digest over the code decides: while it and the cluster are the same, nothing is run.
"""

from collections.abc import Iterable
from pathlib import Path

from setup import commands, mirror, stamps
from setup.console import step
from setup.packages import program
from setup.paths import Layout
from setup.product import Product

# A change there needs no new tables, files or demo data.
WITHOUT_EFFECT = frozenset({"tests", "docs", "benchmarks", ".ci", ".github"})


def compile_messages(root: Path) -> None:
    """Compile the texts (`.po` to `.mo`) that are newer than their compiled form."""
    msgfmt = program("msgfmt") or "msgfmt"
    for source in (file for file in mirror.code_files(root) if file.suffix == ".po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        side = target.with_suffix(".mo.new")
        commands.run(
            [msgfmt, "--check-format", "-o", str(side), str(source)],
            what=f"Compiling the texts of {source.relative_to(root)}",
        )
        side.replace(target)


def compile_code(layout: Layout) -> None:
    """Compile the Python code, which a product user without write access would do each time."""
    folders = sorted(path.parent for path in layout.code.glob("*/__init__.py"))
    quiet = [str(layout.python), "-m", "compileall", "-q", "-x", r"[/\\]tests[/\\]"]
    commands.run([*quiet, *map(str, folders)], what="Compiling the code", cwd=layout.code)


def prepare(product: Product, *, cluster_mark: str | None) -> None:
    """
    Bring tables, static files and the demo city up to the code.

    `cluster_mark` names the cluster that holds them; None (a server that others may change too)
    never skips.

    Raises:
        CommandError: a management command failed.
    """
    layout = product.layout
    stamp = layout.run / "prepared.stamp"
    load = ["load_demo"] if product.room.has_ipv6 else ["load_demo", "--no-ipv6"]
    value = stamps.digest(
        _code_digest(layout.code), cluster_mark or "", str(product.is_demo), *load
    )
    if cluster_mark and stamps.is_current(stamp, value) and (layout.var / "static").is_dir():
        step("tables, demo city" if product.is_demo else "tables", "up to date")
        return
    _manage(product, "migrate", "--noinput", what="Laying out the tables")
    step("tables", "laid out")
    _manage(product, "collectstatic", "--noinput", what="Collecting the static files")
    step("static files", "collected")
    if product.is_demo:
        _manage(product, *load, what="Loading the demo city")
        step("demo city", "loaded")
        _manage(product, "load_plant", what="Laying the plant of the demo city")
        step("plant", "laid")
    stamps.mark(stamp, value)


def _manage(product: Product, *words: str, what: str) -> None:
    commands.run(
        product.manage(*words),
        what=what,
        env=product.environment(),
        cwd=product.layout.code,
        log=product.layout.log / "manage.log",
    )


def _code_digest(code: Path) -> str:
    return stamps.tree_digest(code, _effective(code, mirror.code_files(code)))


def _effective(code: Path, files: Iterable[Path]) -> list[Path]:
    return [
        file
        for file in files
        if file.relative_to(code).parts[0] not in WITHOUT_EFFECT and file.suffix != ".md"
    ]
