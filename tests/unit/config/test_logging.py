"""Every log line is one JSON object, whoever wrote it."""

import json
import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
import structlog

from config.logging import configure_logging


class Lines:
    """A log named "lichtweg" that writes as the product's console does."""

    def __init__(self) -> None:
        how = configure_logging("INFO")["formatters"]["json"]
        self._text = StringIO()
        self.handler = logging.StreamHandler(self._text)
        self.handler.setFormatter(how.pop("()")(**how))

    def all(self) -> list[dict[str, Any]]:
        """Return the lines, each read as JSON."""
        return [json.loads(line) for line in self._text.getvalue().splitlines()]


@pytest.fixture
def lines() -> Iterator[Lines]:
    lines, logger = Lines(), logging.getLogger("lichtweg")
    logger.addHandler(lines.handler)
    logger.setLevel("INFO")
    yield lines
    logger.removeHandler(lines.handler)


def test_events_keep_their_values(lines: Lines) -> None:
    structlog.get_logger("lichtweg").info("outage opened", circuit_id=7, place="Bülse")

    (line,) = lines.all()
    assert line["event"] == "outage opened"
    assert line["circuit_id"] == 7
    assert line["place"] == "Bülse"
    assert (line["level"], line["logger"]) == ("info", "lichtweg")
    assert line["timestamp"].endswith("Z")


def test_the_standard_library_speaks_the_same(lines: Lines) -> None:
    try:
        int("over\ntwo lines")
    except ValueError:
        logging.getLogger("lichtweg").exception("Internal Server Error: %s", "/")

    (line,) = lines.all()
    assert line["event"] == "Internal Server Error: /"
    assert "ValueError" in line["exception"]


def test_what_is_below_the_level_is_not_written(lines: Lines) -> None:
    structlog.get_logger("lichtweg").debug("echo sent")

    assert lines.all() == []
