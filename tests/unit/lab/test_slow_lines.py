"""Two lines of the demo carry less than was contracted, and their circuits say so."""

import json
from typing import Any

from django.conf import settings

from fixtures.builder import build
from fixtures.builder.tables import read_tables


def test_two_lines_are_slower_than_their_contract_and_say_so() -> None:
    texts = build(read_tables(settings.BASE_DIR / "fixtures" / "gelsenkirchen" / "tables"))
    rows: list[dict[str, Any]] = [row for text in texts.values() for row in json.loads(text)]
    circuits = {row["pk"]: row["fields"] for row in rows if row["model"] == "inventory.circuit"}
    lines = [row["fields"] for row in rows if row["model"] == "lab.labline"]

    assert len(lines) == 2
    for line in lines:
        circuit = circuits[line["circuit"]]
        assert line["rate_mbps"] < 0.9 * circuit["contracted_down_mbps"]
        assert f"{line['rate_mbps']} Mbit/s" in circuit["description"]
    said = [one for one in circuits.values() if "Mbit/s" in one["description"]]
    assert len(said) == 2
