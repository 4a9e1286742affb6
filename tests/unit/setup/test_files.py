"""Stamps, logs and the copy of the code: what set-up leaves on disk."""

import os
from pathlib import Path

from setup import logs, mirror, stamps


def _write(root: Path, **files: str) -> None:
    for name, text in files.items():
        path = root / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_a_stamp_holds_for_its_value_only(tmp_path: Path) -> None:
    stamps.mark(tmp_path / "stamp", "one")

    assert stamps.is_current(tmp_path / "stamp", "one")
    assert not stamps.is_current(tmp_path / "stamp", "two")
    assert not stamps.is_current(tmp_path / "missing", "one")


def test_a_digest_tells_parts_apart() -> None:
    assert stamps.digest("ab", "c") != stamps.digest("a", "bc")


def test_a_moved_file_changes_the_tree(tmp_path: Path) -> None:
    _write(tmp_path, a="same", b="same")

    assert stamps.tree_digest(tmp_path, [tmp_path / "a"]) != stamps.tree_digest(
        tmp_path, [tmp_path / "b"]
    )


def test_a_copy_follows_its_source(tmp_path: Path) -> None:
    source, copy = tmp_path / "source", tmp_path / "copy"
    _write(source, app__models="1", gone="x", var__secret="s", app____pycache____x="b")
    (source / "app/__pycache__").mkdir(exist_ok=True)
    mirror.refresh(source, copy)
    (source / "gone").unlink()
    _write(source, app__models="two", app__new="n")

    n_written = mirror.refresh(source, copy)

    assert n_written == 2
    assert (copy / "app/models").read_text() == "two"
    assert not (copy / "gone").exists()
    assert not (copy / "var").exists()


def test_an_unchanged_copy_is_left_alone(tmp_path: Path) -> None:
    source, copy = tmp_path / "source", tmp_path / "copy"
    _write(source, app__models="1")
    mirror.refresh(source, copy)

    assert mirror.refresh(source, copy) == 0


def test_a_copy_of_private_files_can_be_read_by_who_reaches_it(tmp_path: Path) -> None:
    source, copy = tmp_path / "source", tmp_path / "copy"
    _write(source, app__models="1", start="#!")
    (source / "app").chmod(0o700)
    (source / "app/models").chmod(0o600)
    (source / "start").chmod(0o700)

    mirror.refresh(source, copy)

    modes = {name: (copy / name).stat().st_mode & 0o777 for name in ("app", "app/models", "start")}
    assert modes == {"app": 0o755, "app/models": 0o644, "start": 0o755}


def test_a_log_that_grew_too_large_is_moved_and_goes_on(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    with log.open("ab") as writer:
        os.write(writer.fileno(), b"old " * 100)

        logs.cap(tmp_path, max_bytes=100)
        os.write(writer.fileno(), b"new")

    assert log.read_bytes() == b"new"
    assert (tmp_path / "web.log.1").read_bytes() == b"old " * 100


def test_the_tail_of_a_missing_log_is_empty(tmp_path: Path) -> None:
    assert logs.tail(tmp_path / "none.log") == []
