"""`manage.py` where Django cannot start, or has no database: plain words, no traceback."""

import os
import subprocess
import sys
from pathlib import Path

from setup.ground import CLONE

# Leaves the installed packages out.
BARE = "-BS"


def _manage(*words: str, flags: str = "-B", **env: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, flags, str(CLONE / "manage.py"), *words],
        env={**os.environ, "LICHTWEG_VAR": "/nonexistent", "LICHTWEG_DEMO": "1", **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=60,
    )
    assert "Traceback" not in done.stdout
    return done.returncode, done.stdout


def test_without_the_packages_it_says_how_to_get_them() -> None:
    code, words = _manage("check", flags=BARE)

    assert code == 1
    assert "package django is missing" in words
    assert "./start" in words


def test_the_doctor_works_without_the_packages() -> None:
    code, words = _manage("doctor", flags=BARE)

    assert code == 1
    assert "FAULT Python packages" in words


def test_without_a_secret_production_says_what_is_missing() -> None:
    code, words = _manage("check", LICHTWEG_DEMO="0", SECRET_KEY="")

    assert code == 1
    assert "SECRET_KEY" in words


def test_a_lost_database_is_called_that(tmp_path: Path) -> None:
    code, words = _manage("demo_status", PGHOST=str(tmp_path), DATABASE_URL="")

    assert code == 1
    assert "The database does not answer" in words
    assert "./start" in words


def test_the_doctor_says_that_the_database_is_lost(tmp_path: Path) -> None:
    code, words = _manage("doctor", PGHOST=str(tmp_path), DATABASE_URL="")

    assert code == 1
    assert "FAULT database" in words
