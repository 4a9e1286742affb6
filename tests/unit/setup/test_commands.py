import errno
from pathlib import Path

import pytest

from setup import commands


def test_a_full_disk_is_called_a_full_disk() -> None:
    words = commands.failure_words(
        what="Installing", output="pip: [Errno 28] No space left on device", log=None
    )

    assert words == "Installing failed: the disk is full. Make room, then start again."


def test_people_get_the_error_and_not_where_it_arose() -> None:
    output = 'Traceback (most recent call last):\n  File "x.py", line 1\nValueError: no such day\n'

    words = commands.failure_words(what="Loading", output=output, log=Path("/var/manage.log"))

    assert "ValueError: no such day" in words
    assert "x.py" not in words
    assert "/var/manage.log" in words


def test_only_the_end_of_a_long_output_is_shown() -> None:
    output = "\n".join(f"line {number}" for number in range(100))

    words = commands.failure_words(what="It", output=output, log=None)

    assert "line 99" in words
    assert "line 50" not in words


def test_operating_system_errors_have_a_remedy() -> None:
    assert "Make room" in commands.os_words(OSError(errno.ENOSPC, "full", "/x"))
    assert "LICHTWEG_VAR" in commands.os_words(OSError(errno.EROFS, "ro", "/x"))
    assert "ls -ld /x" in commands.os_words(OSError(errno.EACCES, "no", "/x"))


def test_the_callers_python_and_postgres_settings_do_not_reach_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("PYTHONPATH", "PGHOST", "VIRTUAL_ENV"):
        monkeypatch.setenv(name, "/elsewhere")
    monkeypatch.setenv("PIP_INDEX_URL", "kept")

    env = commands.quiet_environment()

    assert env.keys().isdisjoint({"PYTHONPATH", "PGHOST", "VIRTUAL_ENV"})
    assert env["PIP_INDEX_URL"] == "kept"
