"""Stamps: a step is skipped while what it depends on has not changed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def is_current(stamp: Path, value: str) -> bool:
    """Return whether the step was finished for exactly this value."""
    try:
        return stamp.read_text() == value
    except OSError:
        return False


def mark(stamp: Path, value: str) -> None:
    """Note that the step is finished; written at once, so a torn stamp never looks done."""
    side = stamp.with_name(stamp.name + ".new")
    side.write_text(value)
    side.replace(stamp)


def digest(*parts: str | bytes) -> str:
    """Return a digest of some values, in their order."""
    total = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        total.update(len(raw).to_bytes(8, "big") + raw)
    return total.hexdigest()


def tree_digest(root: Path, files: Iterable[Path]) -> str:
    """Return a digest of the names and contents of files under `root`."""
    return digest(
        *(
            part
            for file in sorted(files)
            for part in (str(file.relative_to(root)), file.read_bytes())
        )
    )
