import os
from pathlib import Path

import pytest

from setup import doctor, packages, servers
from setup.console import SetupError


def _missing(package: str) -> packages.Need:
    return packages.Need(package, "a purpose", lambda: False)


def test_an_existing_database_server_needs_none_here() -> None:
    names = {need.package for need in packages.needs(with_database=False, for_tests=False)}

    assert not any("postgis" in name for name in names)


def test_browser_and_node_are_for_tests_only() -> None:
    for_running = {need.package for need in packages.needs(with_database=True, for_tests=False)}
    for_testing = {need.package for need in packages.needs(with_database=True, for_tests=True)}

    assert {"chromium", "nodejs"} <= for_testing - for_running


def test_without_apt_the_missing_programs_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "needs", lambda **_: [_missing("nftables")])
    monkeypatch.setattr(packages, "program", lambda _name: None)

    with pytest.raises(SetupError, match=r"nftables \(a purpose\)"):
        packages.ensure(with_database=False, for_tests=False)


def test_without_sudo_an_administrator_gets_the_line_to_type(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(packages, "program", lambda _name: None)

    with pytest.raises(SetupError, match="apt-get install nftables"):
        packages.as_root(["apt-get", "install", "nftables"])


def test_root_needs_no_sudo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    assert packages.as_root(["true"]) == ["true"]


def test_a_browser_that_was_named_wrongly_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chrome")
    monkeypatch.setattr(packages, "needs", lambda **_: [_missing("chromium")])
    monkeypatch.setattr(packages, "program", lambda name: f"/usr/bin/{name}")

    assert packages.chromium() is None
    with pytest.raises(SetupError, match="/nowhere/chrome"):
        packages.ensure(with_database=False, for_tests=True)


def test_a_server_counts_only_with_its_extensions_and_from_14_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(servers, "LIB", tmp_path / "lib")
    monkeypatch.setattr(servers, "SHARE", tmp_path / "share")
    for major, extensions in {"13": servers.EXTENSIONS, "15": servers.EXTENSIONS, "17": ()}.items():
        (tmp_path / "lib" / major / "bin").mkdir(parents=True)
        (tmp_path / "lib" / major / "bin/initdb").touch()
        (tmp_path / "share" / major / "extension").mkdir(parents=True)
        for name in extensions:
            (tmp_path / "share" / major / "extension" / f"{name}.control").touch()

    assert [server.major for server in servers.installed()] == [15]


def test_the_doctor_reads_the_locked_versions() -> None:
    text = "django==5.2.19 \\\n    --hash=x\npsycopg[binary]==3.3.9 \\\nwin==1 ; sys_platform\n"

    assert doctor.PINNED.findall(text) == [("django", "5.2.19"), ("psycopg", "3.3.9")]


def test_a_fault_is_told_with_its_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    findings = [
        doctor.Finding(doctor.Level.GOOD, "disk", "10 GB free"),
        doctor.Finding(doctor.Level.FAULT, "GDAL", "not found", "run ./start"),
    ]

    assert not doctor.tell(findings)
    assert "run ./start" in capsys.readouterr().out
