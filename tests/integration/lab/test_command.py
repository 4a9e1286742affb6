"""`manage.py lab ...`: plain sentences, and refusals that name the argument."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from pytest_django import Settings

from lab.models import LabFault
from tests import factories
from tests.conftest import City


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for a lab process, which does not run here."""
    monkeypatch.setattr("lab.management.commands.lab.PATIENCE_S", 0)


def lab(*words: str) -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("lab", *words, stdout=out, stderr=out)
    return out.getvalue()


def refusal(*words: str) -> str:
    with pytest.raises(CommandError) as caught:
        lab(*words)
    return str(caught.value)


def test_a_ring_cut_silences_nobody(city: City) -> None:
    said = lab("cut", "r2", "--at", "10")

    fault = LabFault.objects.get()
    assert (fault.segment, fault.chainage_m) == (city.segments["r2"], 10.0)
    assert "Cut in segment r2 at 10\N{NARROW NO-BREAK SPACE}m" in said
    assert "Nobody goes dark: everything is still reached another way." in said


@pytest.mark.usefixtures("city")
def test_a_branch_cut_names_who_goes_dark() -> None:
    assert "2 connections go dark: far, near." in lab("cut", "b1")
    assert "Nobody goes dark" in lab("cut", "b1", "--at", "1")


@pytest.mark.usefixtures("city")
def test_without_a_chainage_the_middle_is_cut() -> None:
    lab("cut", "b1")

    fault = LabFault.objects.get()
    assert fault.segment is not None
    assert fault.chainage_m == pytest.approx(fault.segment.length_m / 2)


@pytest.mark.usefixtures("city")
def test_a_door_cut_names_its_connection() -> None:
    said = lab("cut", "--circuit", "near")

    assert "Cut at the door of near" in said
    assert "1 connection goes dark: near." in said


@pytest.mark.usefixtures("city")
def test_it_says_when_no_lab_runs() -> None:
    assert "Does it run?" in lab("isolate")


@pytest.mark.usefixtures("city")
def test_faults_are_listed_and_mended() -> None:
    lab("loss", "near", "30")
    lab("delay", "far", "250")
    lab("isolate")

    listed = lab("list")
    number = LabFault.objects.get(kind=LabFault.Kind.LOSS).pk

    assert len(listed.splitlines()) == 3
    assert f"{number}  " in listed
    assert "30\N{NARROW NO-BREAK SPACE}% loss at near" in listed
    assert "1 fault is mended." in lab("mend", str(number))
    assert "2 faults are mended." in lab("mend", "--all")
    assert "Nothing is broken." in lab("list")


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["cut", "nowhere"], "SEGMENT: There is no segment “nowhere”."),
        (["cut", "b1", "--at", "1e9"], "--at: The segment b1 is only "),
        (["cut", "b1", "--at", "-1"], "--at: "),
        (["cut", "b1", "--at", "nan"], "--at: Enter a number."),
        (["cut", "b1", "--at", "ten"], "--at: Enter a number."),
        (["cut"], "SEGMENT: Say what to cut"),
        (["cut", "b1", "--circuit", "near"], "SEGMENT: Say what to cut"),
        (["cut", "--circuit", "near", "--at", "1"], "--at: Only a segment has a chainage."),
        (["cut", "--circuit", "nobody"], "CIRCUIT: There is no circuit “nobody”."),
        (["loss", "near", "0"], "PERCENT: Ensure this value is greater than or equal to 1."),
        (["loss", "near", "101"], "PERCENT: Ensure this value is less than or equal to 100."),
        (["loss", "near", "2.5"], "PERCENT: Enter a whole number."),
        (["delay", "near", "60001"], "MILLISECONDS: Ensure this value is less than"),
        (["mend"], "FAULT: Say what to mend"),
        (["mend", "99999999999999999999999"], "FAULT: There is no fault"),
        (["mend", "7", "--all"], "FAULT: There is no fault 7 in force."),
    ],
)
def test_bad_input_names_the_argument(words: list[str], said: str) -> None:
    assert refusal(*words).startswith(said)
    assert not LabFault.objects.exists()


def test_a_chainage_too_far_names_the_length(city: City) -> None:
    segment = city.segments["b1"]
    segment.refresh_from_db()
    length_m = int(segment.length_m)

    said = refusal("cut", "b1", "--at", f"{length_m + 5}")

    assert f"only {length_m:,}\N{NARROW NO-BREAK SPACE}m long" in said


def test_a_circuit_id_of_two_providers_is_not_guessed(city: City) -> None:
    twin = factories.make_circuit(cid="near")

    assert "Several providers" in refusal("loss", "near", "5")
    lab("loss", str(twin.pk), "5")

    assert LabFault.objects.get().circuit == twin
    assert twin.provider != city.circuits["near"].provider


@pytest.mark.django_db
@pytest.mark.parametrize("words", [["serve"], ["cut", "b1"], ["isolate"], ["mend", "--all"]])
def test_a_real_city_is_not_broken_for_play(settings: Settings, words: list[str]) -> None:
    settings.DEMO = False

    assert "demo only" in refusal(*words)
