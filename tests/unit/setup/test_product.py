import dataclasses
import json
from pathlib import Path

import pytest

from setup import check, city, inner, namespace, product
from setup.console import SetupError
from setup.paths import Layout
from setup.users import Account, Identity

PERSON = Identity(starter=Account("kay", 1000, 1000), product=Account("kay", 1000, 1000))
ROOT = Identity(starter=Account("root", 0, 0), product=Account("lichtweg", 990, 991))
HERE = Path("/srv/lichtweg")
LAYOUT = Layout(
    clone=HERE,
    code=HERE,
    venv=HERE / ".venv",
    asked_var=HERE / "var",
    var=HERE / "var",
    sockets=HERE / "var/pgsock",
)
ROOM = namespace.Room(
    mode=namespace.Mode.ROOT, sentence="", enter=("enter",), lab=("lab",), prober=("prober",)
)
DEMO = product.Product(layout=LAYOUT, identity=PERSON, port=8123, is_demo=True, room=ROOM)


@pytest.fixture(autouse=True)
def _own_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.mark.parametrize("text", ["0", "65536", "80a", "-1", "8000.5"])
def test_what_is_no_port_is_refused(text: str) -> None:
    with pytest.raises(SetupError, match="not a port"):
        product.read_port({"PORT": text})


def test_the_port_is_8000_unless_named() -> None:
    assert product.read_port({}) == 8000
    assert product.read_port({"PORT": "8123"}) == 8123


@pytest.mark.parametrize(
    ("url", "is_tcp"),
    [
        ("", False),
        ("postgis://user:pw@db.example:5432/lichtweg", True),
        ("postgis://user@%2Frun%2Fpostgresql/lichtweg", False),
        ("postgis:///lichtweg", False),
    ],
)
def test_a_lab_needs_a_database_that_is_not_across_the_network(url: str, is_tcp: bool) -> None:
    assert product.is_reached_by_tcp(url) is is_tcp


def test_the_product_finds_its_own_cluster_whatever_the_caller_has_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PGHOST", "/elsewhere")
    monkeypatch.setenv("PGUSER", "stranger")

    env = DEMO.environment()

    assert (env["PGHOST"], env["PGUSER"]) == (str(LAYOUT.sockets), "lichtweg")


def test_an_existing_server_keeps_the_callers_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgis://db.example/lichtweg")
    monkeypatch.setenv("PGSSLMODE", "verify-full")

    env = DEMO.environment()

    assert env["PGSSLMODE"] == "verify-full"
    assert env["DATABASE_URL"] == "postgis://db.example/lichtweg"


def test_what_is_remembered_for_other_shells_holds_no_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "do-not-write-me")
    wanted = dataclasses.replace(DEMO, layout=dataclasses.replace(LAYOUT, var=tmp_path))

    product.remember(wanted)

    text = (tmp_path / "env").read_text()
    assert "LICHTWEG_LAB=namespace-root\n" in text
    assert "do-not-write-me" not in text
    assert (tmp_path / "env").stat().st_mode & 0o777 == 0o600


def test_a_secret_key_is_made_once_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    layout = dataclasses.replace(LAYOUT, var=tmp_path)
    product.write_secret(layout, PERSON)
    first = (tmp_path / "secret_key").read_text()

    product.write_secret(layout, PERSON)

    assert (tmp_path / "secret_key").read_text() == first
    assert len(first) > 50


def test_lab_and_prober_stand_in_one_namespace_and_keep_their_bridles() -> None:
    [holder] = product.watcher_specs(DEMO)

    assert holder.argv[0] == "enter"
    assert holder.stdin is not None
    orders = inner.from_json(holder.stdin)
    assert [spec.name for spec in orders.specs] == ["lab", "prober"]
    assert [spec.argv[0] for spec in orders.specs] == ["lab", "prober"]
    assert orders.run_dir == LAYOUT.run


def test_without_a_namespace_both_stand_on_the_host() -> None:
    room = dataclasses.replace(ROOM, mode=namespace.Mode.NONE)

    assert [spec.name for spec in product.watcher_specs(dataclasses.replace(DEMO, room=room))] == [
        "lab",
        "prober",
    ]


def test_a_real_city_has_no_lab() -> None:
    room = dataclasses.replace(ROOM, mode=namespace.Mode.NONE)
    real = dataclasses.replace(DEMO, is_demo=False, room=room)

    assert [spec.name for spec in product.watcher_specs(real)] == ["prober"]


def test_root_hands_on_exactly_the_named_capability() -> None:
    words = ROOT.as_product(caps=("net_raw",), death_signal="TERM")

    assert words[0] == "setpriv"
    assert {"--reuid=990", "--regid=991", "--clear-groups"} < set(words)
    assert {"--bounding-set=-all,+net_raw", "--ambient-caps=-all,+net_raw"} < set(words)


def test_root_hands_on_nothing_unless_named() -> None:
    assert "--bounding-set=-all" in ROOT.as_product()
    assert not any(word.startswith("--ambient") for word in ROOT.as_product())


def test_the_check_reports_exactly_its_keys() -> None:
    status = dict.fromkeys(check.KEYS, 86) | {"more": 1}

    told = json.loads(check.report(status, lab="namespace-root", seconds=12.34))

    assert list(told) == [*check.KEYS, "seconds"]
    assert (told["lab"], told["seconds"]) == ("namespace-root", 12.3)


def test_a_real_city_never_begins_in_the_demos_folder() -> None:
    record = city.Record(is_demo=True, is_begun=True)

    with pytest.raises(SetupError, match="holds the demo city"):
        city.refuse_other_kind(record, wants_empty=True, metric_srid=25832)


def test_a_begun_city_is_not_begun_again() -> None:
    record = city.Record(is_demo=False, is_begun=True, metric_srid=25832)

    with pytest.raises(SetupError, match="a city already"):
        city.refuse_other_kind(record, wants_empty=True, metric_srid=25832)


def test_an_unfinished_beginning_may_be_finished_in_its_metric_system_only() -> None:
    record = city.Record(is_demo=False, is_begun=False, metric_srid=25832)
    city.refuse_other_kind(record, wants_empty=True, metric_srid=25832)

    with pytest.raises(SetupError, match="EPSG:25832"):
        city.refuse_other_kind(record, wants_empty=True, metric_srid=25833)
    with pytest.raises(SetupError, match="not finished"):
        city.refuse_other_kind(record, wants_empty=False, metric_srid=None)


def test_a_record_is_read_back(tmp_path: Path) -> None:
    record = city.Record(is_demo=False, is_begun=True, metric_srid=25833)
    city.write_record(tmp_path, record, PERSON)

    assert city.read_record(tmp_path) == record
    assert city.read_record(tmp_path / "none") is None
