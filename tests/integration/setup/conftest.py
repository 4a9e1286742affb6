"""What the tests of set-up share: a folder that the product's user reaches, and who that is."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from setup import users


@pytest.fixture(scope="session")
def who() -> users.Identity:
    """Return the user of these tests and the product's user (made if root runs them)."""
    return users.identity()


@pytest.fixture(scope="module")
def open_dir() -> Iterator[Path]:
    """Return a folder that every user reaches; pytest's own are private to its user."""
    folder = Path(tempfile.mkdtemp(prefix="lichtweg-setup-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)
