import dataclasses
import json
import os
from pathlib import Path

from setup import processes


def _me() -> processes.ProcessId:
    who = processes.identify(os.getpid())
    assert who is not None
    return who


def test_a_running_process_is_alive() -> None:
    assert _me().is_alive


def test_a_reused_number_is_another_process() -> None:
    assert not dataclasses.replace(_me(), started_ticks=_me().started_ticks - 1).is_alive


def test_a_number_of_an_earlier_boot_is_another_process() -> None:
    assert not dataclasses.replace(_me(), boot="earlier").is_alive


def test_a_note_leads_back_to_the_process(tmp_path: Path) -> None:
    processes.write_pid_file(tmp_path / "web.pid", os.getpid())

    assert processes.read_pid_file(tmp_path / "web.pid") == _me()


def test_a_torn_or_missing_note_names_nobody(tmp_path: Path) -> None:
    (tmp_path / "torn.pid").write_text("[12")

    assert processes.read_pid_file(tmp_path / "torn.pid") is None
    assert processes.read_pid_file(tmp_path / "missing.pid") is None


def test_a_note_whose_number_was_reused_ends_nobody(tmp_path: Path) -> None:
    note = tmp_path / "web.pid"
    note.write_text(json.dumps([os.getpid(), _me().started_ticks - 1, _me().boot]))

    assert processes.end_leftovers(tmp_path) == []
    assert not note.exists()
