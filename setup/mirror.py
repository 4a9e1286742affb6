"""A copy of the code for a product user who cannot reach the clone; refreshed at each start."""

import shutil
from collections.abc import Container, Iterator
from pathlib import Path

# State, caches and history: never part of what runs.
SKIPPED = frozenset(
    {
        ".git",
        ".venv",
        "var",
        "node_modules",
        "__pycache__",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        ".hypothesis",
        ".import_linter_cache",
        "staticfiles",
        "test-results",
    }
)


def code_files(root: Path) -> Iterator[Path]:
    """Yield the files of the code under `root`, without state, caches and history."""
    for entry in root.iterdir():
        if entry.name in SKIPPED:
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from code_files(entry)
        elif entry.is_file():
            yield entry


def refresh(source: Path, copy: Path) -> int:
    """
    Make `copy` hold exactly the code of `source`, readable for all who reach it.

    Returns how many files were written; unchanged ones (size and time) are left alone.
    """
    copy.mkdir(exist_ok=True)
    wanted = {file.relative_to(source): file for file in code_files(source)}
    _drop_others(copy, wanted.keys())
    n_written = 0
    for name, file in wanted.items():
        target = copy / name
        if _is_same(file, target):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, target)
        target.chmod(0o755 if file.stat().st_mode & 0o100 else 0o644)
        n_written += 1
    for folder in [copy, *(path for path in copy.rglob("*") if path.is_dir())]:
        folder.chmod(0o755)
    return n_written


def _drop_others(copy: Path, wanted: Container[Path]) -> None:
    for file in list(code_files(copy)):
        if file.relative_to(copy) not in wanted:
            file.unlink()


def _is_same(file: Path, target: Path) -> bool:
    try:
        there = target.stat()
    except OSError:
        return False
    here = file.stat()
    return (here.st_size, here.st_mtime_ns) == (there.st_size, there.st_mtime_ns)
