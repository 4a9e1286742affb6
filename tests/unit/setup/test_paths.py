import dataclasses
from pathlib import Path

import pytest

from setup import paths
from setup.console import SetupError
from setup.users import Account, Identity

PERSON = Identity(starter=Account("kay", 1000, 1000), product=Account("kay", 1000, 1000))
ROOT = Identity(starter=Account("root", 0, 0), product=Account("lichtweg", 990, 990))


def _lets(monkeypatch: pytest.MonkeyPatch, *reachable: Path) -> None:
    def can(_self: Identity, _test: str, path: Path) -> bool:
        return any(path.is_relative_to(place) for place in reachable)

    monkeypatch.setattr(Identity, "can", can)


def _own(path: Path) -> Identity:
    seen = path.stat()
    me = Account("me", seen.st_uid, seen.st_gid)
    return Identity(starter=dataclasses.replace(me, uid=me.uid or 1), product=me)


def test_a_person_keeps_everything_in_the_clone(tmp_path: Path) -> None:
    layout = paths.resolve(tmp_path, {}, PERSON)

    assert (layout.code, layout.venv) == (tmp_path, tmp_path / ".venv")
    assert layout.var == tmp_path / "var"
    assert layout.sockets == tmp_path / "var/pgsock"
    assert not layout.is_copied


def test_the_state_folder_follows_the_environment(tmp_path: Path) -> None:
    layout = paths.resolve(
        tmp_path / "clone", {"LICHTWEG_VAR": str(tmp_path / "a/../state")}, PERSON
    )

    assert layout.var == tmp_path / "state"


def test_a_deep_state_folder_gets_a_short_socket_path(tmp_path: Path) -> None:
    deep = tmp_path / ("deep/" * 20)

    layout = paths.resolve(tmp_path, {"LICHTWEG_VAR": str(deep)}, PERSON)

    assert len(str(layout.sockets / paths.SOCKET_NAME)) <= paths.MAX_SOCKET_PATH_BYTES
    assert layout.sockets.name.startswith("lichtweg-")


def test_a_state_folder_with_a_comma_gets_a_socket_path_without(tmp_path: Path) -> None:
    layout = paths.resolve(tmp_path, {"LICHTWEG_VAR": str(tmp_path / "one, two")}, PERSON)

    assert "," not in str(layout.sockets)


def test_two_deep_state_folders_do_not_share_a_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("deep/" * 20)

    one, two = (
        paths.resolve(tmp_path, {"LICHTWEG_VAR": str(deep / name)}, PERSON).sockets
        for name in ("one", "two")
    )

    assert one != two


def test_what_the_product_cannot_reach_moves_to_a_home_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _lets(monkeypatch)

    layout = paths.resolve(tmp_path / "clone", {}, ROOT)

    home = layout.code.parent
    assert home.parent == paths.ROOT_HOME
    assert (layout.code, layout.venv, layout.var) == (home / "code", home / "venv", home / "var")
    assert layout.asked_var == tmp_path / "clone/var"
    assert layout.is_copied


def test_a_reachable_state_folder_stays_although_the_clone_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _lets(monkeypatch, tmp_path)

    layout = paths.resolve(Path("/unreachable/clone"), {"LICHTWEG_VAR": str(tmp_path / "v")}, ROOT)

    assert layout.var == tmp_path / "v"
    assert layout.is_copied


def test_the_state_folder_is_private(tmp_path: Path) -> None:
    layout = paths.resolve(tmp_path, {}, _own(tmp_path))

    paths.make(layout, _own(tmp_path))

    assert layout.var.stat().st_mode & 0o777 == 0o700
    assert layout.sockets.stat().st_mode & 0o777 == 0o700
    assert layout.log.is_dir()
    assert layout.run.is_dir()


def test_the_tests_have_a_state_folder_of_their_own(tmp_path: Path) -> None:
    layout = paths.for_tests(paths.resolve(tmp_path, {}, PERSON), PERSON)

    assert layout.var == tmp_path / "var/test"
    assert layout.sockets.is_relative_to(layout.var)


def test_a_state_folder_of_somebody_else_is_refused_by_name(tmp_path: Path) -> None:
    layout = paths.resolve(tmp_path, {}, _own(tmp_path))
    (layout.var / "pg").mkdir(parents=True)
    other = Account("kay", tmp_path.stat().st_uid + 1, 1000)

    with pytest.raises(SetupError, match="belongs to"):
        paths.make(layout, Identity(starter=other, product=other))


def test_a_planted_link_is_no_socket_folder(tmp_path: Path) -> None:
    layout = dataclasses.replace(
        paths.resolve(tmp_path, {}, _own(tmp_path)), sockets=tmp_path / "planted"
    )
    (tmp_path / "elsewhere").mkdir()
    layout.sockets.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(SetupError, match="not this product's own folder"):
        paths.make(layout, _own(tmp_path))


def test_an_open_socket_folder_is_closed(tmp_path: Path) -> None:
    layout = paths.resolve(tmp_path, {}, _own(tmp_path))
    layout.sockets.mkdir(parents=True)
    layout.sockets.chmod(0o777)

    paths.make(layout, _own(tmp_path))

    assert layout.sockets.stat().st_mode & 0o777 == 0o700
