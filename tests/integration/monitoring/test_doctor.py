from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from monitoring.management.commands import doctor as command
from setup import doctor
from setup.doctor import Finding, Level


@pytest.mark.django_db
def test_a_database_in_order_is_good_throughout() -> None:
    findings = list(command.examine_database())

    assert {finding.level for finding in findings} == {Level.GOOD}
    assert {finding.topic for finding in findings} == {"database", "database clock", "tables"}


@pytest.mark.django_db
def test_tables_behind_the_code_are_a_fault() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'monitoring'")

    found = [item for item in command.examine_database() if item.level is Level.FAULT]

    assert [item.topic for item in found] == ["tables"]
    assert "manage.py migrate" in found[0].remedy


def test_two_clocks_that_differ_are_a_fault() -> None:
    assert command._clock(timedelta(seconds=3)).level is Level.FAULT
    assert command._clock(timedelta(seconds=1)).level is Level.GOOD


def test_a_missing_extension_comes_with_the_statement_that_mends_it() -> None:
    [fault, _postgis] = command._extensions({"postgis": "3.3.2"})

    assert fault.remedy.endswith("CREATE EXTENSION btree_gist")


def test_an_old_postgis_is_a_fault() -> None:
    found = list(command._extensions({"postgis": "3.0.4", "btree_gist": "1.6"}))

    assert [item.level for item in found] == [Level.FAULT]


def test_a_fault_ends_the_command_badly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fault = Finding(Level.FAULT, "disk", "0.1 GB free", "make room")
    monkeypatch.setattr(doctor, "examine", lambda: iter([fault]))
    monkeypatch.setattr(command, "examine_database", lambda: iter(()))

    with pytest.raises(CommandError):
        call_command("doctor")

    assert "make room" in capsys.readouterr().out
