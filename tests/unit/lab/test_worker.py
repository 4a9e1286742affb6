from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import OperationalError

from lab import operations, queries
from lab.kernel.programs import KernelError
from lab.kernel.scene import Scene
from lab.models import LabFault
from lab.worker import REVIEW_S, LabWorker


class Stage:
    """A stage that only remembers."""

    def __init__(self) -> None:
        self.shown: list[Scene] = []
        self.calls: list[str] = []
        self.refusal: KernelError | None = None

    def open(self) -> None:
        self.calls.append("open")

    def show(self, scene: Scene) -> None:
        if self.refusal:
            raise self.refusal
        self.shown.append(scene)

    def keep(self) -> None:
        self.calls.append("keep")

    def close(self) -> None:
        self.calls.append("close")


class House:
    """The database as the worker sees it, and a clock."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.faults: list[LabFault] = []
        self.is_away = False
        self.now_s = 0.0
        self.applied: list[list[int]] = []
        monkeypatch.setattr(queries, "faults_in_force", self._read)
        monkeypatch.setattr(queries, "scene_of", lambda faults: Scene(is_isolated=bool(faults)))
        monkeypatch.setattr(operations, "note_applied", self._note)
        monkeypatch.setattr("lab.worker.time.monotonic", lambda: self.now_s)
        monkeypatch.setattr("lab.worker.connection", self)

    def _read(self) -> list[LabFault]:
        if self.is_away:
            raise OperationalError("connection refused")
        return self.faults

    def _note(self, *, fault_ids: list[int], at: datetime) -> None:
        assert at.tzinfo
        self.applied.append(fault_ids)

    def close(self) -> None:
        """A broken connection is closed."""


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    return House(monkeypatch)


@pytest.fixture
def said() -> list[str]:
    return []


def test_a_fault_is_shown_once_and_noted(house: House, said: list[str]) -> None:
    stage = Stage()
    lab = LabWorker(stage=stage, tell=said.append)
    lab.look()
    house.faults = [LabFault(pk=7)]

    lab.look()
    lab.look()

    assert stage.shown == [Scene(), Scene(is_isolated=True)]
    assert house.applied == [[], [7]]
    assert said == []


def test_the_city_is_looked_at_again_after_a_while(house: House, said: list[str]) -> None:
    stage = Stage()
    lab = LabWorker(stage=stage, tell=said.append)

    for house.now_s in (0.0, 5.0, REVIEW_S, REVIEW_S + 5):
        lab.look()

    assert len(stage.shown) == 2


def test_with_the_database_away_all_stays_and_it_says_so_once(
    house: House, said: list[str]
) -> None:
    stage = Stage()
    lab = LabWorker(stage=stage, tell=said.append)
    lab.look()

    house.is_away = True
    lab.look()
    lab.look()
    house.is_away = False
    lab.look()

    assert len(stage.shown) == 1
    assert stage.calls == ["keep"] * 4
    assert said == [
        "The database does not answer; the lab stays as it is. (connection refused)",
        "The lab follows again.",
    ]


def test_what_the_kernel_refused_is_not_noted_and_tried_again(
    house: House, said: list[str]
) -> None:
    stage = Stage()
    stage.refusal = KernelError("nft: busy")
    house.faults = [LabFault(pk=7)]
    lab = LabWorker(stage=stage, tell=said.append)

    lab.look()
    assert house.applied == []
    stage.refusal = None
    lab.look()

    assert house.applied == [[7]]
    assert said == ["The lab could not follow: nft: busy", "The lab follows again."]


@pytest.mark.usefixtures("house")
def test_no_child_outlives_it(said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage()
    monkeypatch.setattr("lab.worker.time.sleep", lambda _s: None)
    asked: Iterator[bool] = iter([False, False, True])

    LabWorker(stage=stage, tell=said.append).run(is_over=lambda: next(asked))

    assert stage.calls == ["open", "keep", "keep", "close"]
