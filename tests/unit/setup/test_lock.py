from pathlib import Path

import pytest

from setup import lock
from setup.console import SetupError


def _never() -> None:
    pytest.fail("nobody holds the lock")


def test_a_free_folder_is_locked_at_once(tmp_path: Path) -> None:
    with lock.held(tmp_path, on_wait=_never):
        pass
    with lock.held(tmp_path, on_wait=_never):
        pass


def test_a_running_holder_is_named_and_not_waited_for(tmp_path: Path) -> None:
    note = tmp_path / "serving.json"

    with lock.held(tmp_path, on_wait=_never):
        lock.say_running(note, "http://127.0.0.1:8123/")
        second = lock.held(tmp_path, on_wait=_never, refuse=lambda: lock.running_url(note))
        with pytest.raises(SetupError, match="8123"), second:
            pass


def test_a_torn_note_is_no_url(tmp_path: Path) -> None:
    (tmp_path / "serving.json").write_text("{")

    assert lock.running_url(tmp_path / "serving.json") is None
