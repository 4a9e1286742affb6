"""What is said here is said in English, whichever catalogues are compiled."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Speak English."""
    with translation.override("en"):
        yield
