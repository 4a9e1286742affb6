"""A carrier's first week: tables uploaded, previewed with the light they make, stored or not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from inventory.imports.columns import Kind
from inventory.models import (
    Cable,
    CircuitPath,
    Closure,
    Joint,
    StrandSection,
    UploadedTable,
)
from inventory.operations.joints import join_many
from inventory.operations.paths import assign_path
from pages.fibre.changes import uploads
from tests import factories
from tests.integration.pages.conftest import text_of
from tests.integration.pages.fibre_changes.conftest import Field
from tests.unit.inventory.imports.files import workbook

pytestmark = pytest.mark.usefixtures("engineer", "field")

SPLICES = (
    "Muffe oder Knoten;Kabel A;Bündelader A;Faser A;Richtung A;Kabel B;Bündelader B;Faser B;"
    "Kassette;Dämpfung (dB)\n"
)
#: A light path from the PoP to the near school: panel, cable, closure, drop, panel.
WAY = (
    SPLICES
    + "K1;ODF-1;;1-12;;KA;1;;;\n"
    + "MF-4;KA;1;;K1;KN;1;;1;0,05\n"
    + "near;KN;;1-12;;ODF-N;;1-12;;\n"
)
CUT = "Kabel;Muffe oder Knoten;Bündeladern\nKA;MF-4;1\n"


@pytest.fixture
def put(client: Client) -> Callable[..., str]:
    """Return a function that uploads a table, and returns its preview's address."""

    def upload(kind: Kind, content: str | bytes, name: str = "tabelle.csv") -> str:
        data = content.encode() if isinstance(content, str) else content
        file = SimpleUploadedFile(name, data)
        response = client.post(reverse("fibre:uploads"), {"kind": kind.value, "file": file})
        assert response.status_code == 302, text_of(response.content)
        return str(response["Location"])

    return upload


def stored(client: Client, address: str) -> Any:
    response = client.post(address)
    assert response.status_code == 302, text_of(response.content)
    return response


def test_first_week_goes_in_table_by_table(
    client: Client, put: Callable[..., str], field: Field
) -> None:
    closures = put(
        Kind.CLOSURES,
        workbook(("Muffe", "Knoten", "Kassetten"), ("MF-5", "K5", 4)),
        "muffen.xlsx",
    )
    stored(client, closures)
    cables = put(
        Kind.CABLES,
        f"Cable,Cable type,From node,Segments\nKR,{field.type.slug},K1,r4 r3\n",
    )
    stored(client, cables)
    stored(client, put(Kind.CUTS, CUT))
    stored(client, put(Kind.SPLICES, WAY))
    stored(
        client,
        put(
            Kind.PATHS,
            "Leitung;ODF von;Port von;ODF nach;Port nach\nnear;ODF-1;7;ODF-N;7\n",
        ),
    )

    assert Closure.objects.get(code="MF-5").trays.count() == 4
    assert Cable.objects.get(code="KR").strands.count() == 24
    assert StrandSection.objects.filter(strand__cable__code="KA").count() == 36
    assert Joint.objects.count() == 36
    joint = Joint.objects.filter(tray__closure=field.closure).first()
    assert joint is not None
    assert joint.loss_db == 0.05
    assert CircuitPath.objects.get().is_running
    assert not UploadedTable.objects.exists()


def test_preview_traces_and_stores_nothing(
    client: Client, put: Callable[..., str], field: Field
) -> None:
    stored(client, put(Kind.CUTS, CUT))
    a_end, z_end = field.front("ODF-1", 1), field.front("ODF-N", 1)
    assign_path(circuit_id=field.city.circuits["near"].pk, leg="working", a_end=a_end, z_end=z_end)

    page = client.get(put(Kind.SPLICES, WAY))

    text = text_of(page.content)
    rehearsal = page.context["preview"].rehearsal
    assert "This table can be stored." in text
    assert "the working path would run." in text
    assert "ODF-1/1 (K1)" in text
    assert len(rehearsal.lights) == 12
    first = rehearsal.lights[0]
    assert (first.n_hops, first.n_joints, first.is_end_open) == (4, 3, False)
    assert first.loss_db == pytest.approx(first.length_m * 0.35 / 1000 + 0.05 + 0.2, abs=0.3)
    assert Joint.objects.count() == 0
    assert not CircuitPath.objects.get().is_running


def test_preview_says_which_circuits_would_break(
    client: Client, put: Callable[..., str], field: Field
) -> None:
    """A path ends at a bare fibre; a splice leads its light on beyond that end."""
    a_end, z_end = field.end("KA", 3, "K1"), field.end("KA", 3, "K5")
    assign_path(circuit_id=field.city.circuits["far"].pk, leg="working", a_end=a_end, z_end=z_end)

    text = text_of(client.get(put(Kind.SPLICES, SPLICES + "K5;KA;;3;;KF;;1;;\n")).content)

    assert "the working path would no longer run." in text
    assert CircuitPath.objects.get().is_running


def test_second_import_says_what_is_there(
    client: Client,
    put: Callable[..., str],
    field: Field,
) -> None:
    tables = [
        (Kind.CLOSURES, "Closure;Node;Trays\nMF-4;K4;2\n"),
        (Kind.CABLES, f"Cable;Cable type;From node;Segments\nKA;{field.type.name};K1;r1,b1,b2\n"),
        (Kind.CUTS, CUT),
        (Kind.SPLICES, WAY),
    ]
    stored(client, put(Kind.CUTS, CUT))
    stored(client, put(Kind.SPLICES, WAY))

    for kind, content in tables:
        page = client.get(put(kind, content))
        assert "All of this is there already" in text_of(page.content), kind
        assert page.context["preview"].n_there == content.count("\n") - 1
    assert Joint.objects.count() == 36


def test_partly_there_is_completed(client: Client, put: Callable[..., str], field: Field) -> None:
    pair = (field.end("KA", 2, "K5"), field.end("KF", 2, "K5"))
    join_many([pair])

    address = put(Kind.SPLICES, SPLICES + "K5;KA;;1-3;;KF;;1-3;;\n")
    text = text_of(client.get(address).content)
    stored(client, address)

    assert "2 joints: KA to KF at K5. 1 is there already." in text
    assert Joint.objects.count() == 3


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        ("X;KA;;1;;KN;;1;;", "Muffe oder Knoten", "no closure and no node “X”"),
        ("K5;XX;;1;;KF;;1;;", "Kabel A", "no cable, panel or splitter “XX”"),
        ("K5;KA;;1;;XX;;1;;", "Kabel B", "no cable, panel or splitter “XX”"),
        ("K5;KA;;25;;KF;;1;;", "Faser A", "KA has no fibre 25 here"),
        ("K5;KA;3;;;KF;;1;;", "Bündelader A", "KA has no tube 3 that ends here"),
        ("K5;KA;1;13;;KF;;1;;", "Faser A", "KA has no fibre 13 here"),
        ("MF-4;KA;;1;;KN;;1;;", "Kabel A", "KA has no end at MF-4"),
        ("K5;KA;;1-3;;KF;1;;;", "Faser B", "Side A has 3 fibres here, side B 12"),
        ("K5;KA;;1;;KA;;1;;", "Faser B", "A fibre cannot be joined to itself"),
        ("K5;KA;;1-4;;KA;;3-6;;", "Faser B", "names a fibre twice"),
        ("K5;KA;;1;X;KF;;1;;", "Richtung A", "KA does not end at “X”"),
        ("K5;KA;;1;;KF;;1;1;", "Kassette", "no tray 1"),
        ("near;KN;;1;;KN;;2;9;", "Kassette", "no tray 9"),
    ],
)
def test_wrong_splices_name_row_and_column(
    client: Client,
    put: Callable[..., str],
    row: str,
    column: str,
    says: str,
) -> None:
    address = put(Kind.SPLICES, SPLICES + "K5;KA;;24;;KF;;24;;\n" + row + "\n")
    page = client.get(address)
    refused = client.post(address)

    wrong = page.context["preview"].rows[0]
    assert (wrong.line, wrong.column) == (3, column)
    assert says in wrong.says
    assert refused.status_code == 409
    assert Joint.objects.count() == 0


def test_cut_fibres_ask_for_a_direction(
    client: Client,
    put: Callable[..., str],
) -> None:
    stored(client, put(Kind.CUTS, CUT))

    page = client.get(put(Kind.SPLICES, SPLICES + "MF-4;KA;;1;;KN;;1;;\n"))

    wrong = page.context["preview"].rows[0]
    assert wrong.column == "Richtung A"
    assert "say to which end the glass leads" in wrong.says


def test_duplicate_rows_join_once(
    client: Client,
    put: Callable[..., str],
) -> None:
    address = put(Kind.SPLICES, SPLICES + "K5;KA;;1;;KF;;1;;\n" * 2)
    stored(client, address)

    assert Joint.objects.count() == 1


def test_row_that_uses_a_fibre_again_is_wrong(
    client: Client,
    put: Callable[..., str],
) -> None:
    page = client.get(put(Kind.SPLICES, SPLICES + "K5;KA;;1;;KF;;1;;\nK5;KA;;1;;KF;;2;;\n"))

    wrong = page.context["preview"].rows[0]
    assert (wrong.line, wrong.column) == (3, "Faser A")
    assert "joined to something else already" in wrong.says


def test_full_tray_is_told_at_its_row_and_nothing_stays(
    client: Client,
    put: Callable[..., str],
) -> None:
    stored(client, put(Kind.CUTS, "Kabel;Muffe oder Knoten;Bündeladern\nKA;MF-4;1-2\n"))
    rows = "MF-4;KA;1;;K1;KN;1;;1;\nMF-4;KA;2;;K1;KN;2;;1;\n"
    address = put(Kind.SPLICES, SPLICES + rows)

    page = client.get(address)
    refused = client.post(address)

    wrong = [row for row in page.context["preview"].rows if row.state == "wrong"]
    assert [(row.line, row.column) for row in wrong] == [(3, "Kassette")]
    assert refused.status_code == 409
    assert Joint.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "content", "column", "says"),
    [
        (Kind.CLOSURES, "Closure;Node;Trays\nM;XX;1\n", "Node", "no node “XX”"),
        (Kind.CLOSURES, "Closure;Node;Trays\nMF-4;K5;2\n", "Closure", "at another node"),
        (Kind.CLOSURES, "Closure;Node;Trays\nMF-4;K4;3\n", "Trays", "with 2 trays"),
        (Kind.CABLES, "Cable;Cable type;From node;Segments\nX;nix;K1;r1\n", "Cable type", "nix"),
        (Kind.CABLES, "Cable;Cable type;From node;Segments\nX;drop-12;K1;b2\n", "Segments", ""),
        (Kind.CABLES, "Cable;Cable type;From node;Segments\nX;drop-12;K1;zz\n", "Segments", "zz"),
        (
            Kind.CABLES,
            "Cable;Cable type;From node;Segments\nKA;drop-12;K1;r1\n",
            "Cable type",
            "another type",
        ),
        (
            Kind.CABLES,
            "Cable;Cable type;From node;Segments;To node\nX;drop-12;K1;r1;K5\n",
            "To node",
            "The walk ends at K2",
        ),
        (
            Kind.CABLES,
            "Cable;Cable type;From node;Segments;Sheath length (m)\nX;drop-12;K1;r1;1\n",
            "Sheath length (m)",
            "",
        ),
        (Kind.CUTS, "Cable;Closure or node;Tubes\nKA;K5;1\n", "Closure or node", "ends here"),
        (Kind.CUTS, "Cable;Closure or node;Tubes\nKA;K4;7\n", "Tubes", "no tube 7"),
        (Kind.CUTS, "Cable;Closure or node;Tubes\nKA;near;1\n", "Closure or node", ""),
        (Kind.PATHS, "Circuit;From panel;From port;To panel;To port\nx;a;1;b;2\n", "Circuit", "x"),
        (
            Kind.PATHS,
            "Circuit;From panel;From port;To panel;To port\nnear;ODF-1;99;ODF-N;2\n",
            "From port",
            "no port 99",
        ),
    ],
)
def test_wrong_rows_of_other_tables_name_their_column(
    client: Client,
    put: Callable[..., str],
    kind: Kind,
    content: str,
    column: str,
    says: str,
) -> None:
    page = client.get(put(kind, content))

    wrong = page.context["preview"].rows[0]
    assert (wrong.line, wrong.state.value, wrong.column) == (2, "wrong", column)
    assert says in wrong.says


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (bytes(range(256)), "neither a CSV"),
        (b"PK\x03\x04rubbish", "damaged or none"),
        (b"Muffe;Knoten\nx;y\n", "Missing: Kassetten / Trays"),
        (b"x\n" * 100_000, "more than 10000 rows"),
        (workbook(("Muffe", "Knoten", "Kassetten"), ("=A1", "b", 1)), "Cell A2 holds a formula"),
    ],
)
def test_rubbish_is_told_and_never_an_error(
    client: Client, put: Callable[..., str], content: bytes, says: str
) -> None:
    address = put(Kind.CLOSURES, content)
    page = client.get(address)
    refused = client.post(address)

    assert page.status_code == 422
    assert says in text_of(page.content)
    assert refused.status_code == 409


def test_empty_and_missing_files_are_told(client: Client) -> None:
    empty = client.post(
        reverse("fibre:uploads"), {"kind": "closures", "file": SimpleUploadedFile("a.csv", b"")}
    )
    missing = client.post(reverse("fibre:uploads"), {"kind": "nonsense"})

    assert "The file is empty." in text_of(empty.content)
    assert (empty.status_code, missing.status_code) == (422, 422)


def test_table_that_takes_too_long_is_given_up(
    client: Client, put: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = put(Kind.SPLICES, WAY)
    monkeypatch.setattr(uploads, "_within", lambda _seconds: lambda: True)

    assert "takes too long" in text_of(client.get(address).content)
    # Storing is given up once, and not previewed in as much time again.
    monkeypatch.setattr(uploads, "preview", None)
    assert client.post(address).status_code == 409
    assert Joint.objects.count() == 0


def test_upload_is_its_persons_alone_and_ends(
    client: Client,
    put: Callable[..., str],
) -> None:
    address = put(Kind.CUTS, CUT)
    other = Client()
    other.force_login(factories.make_user(Role.ADMINISTRATOR))

    theirs = other.post(address)
    UploadedTable.objects.update(uploaded_at=timezone.now() - timedelta(hours=3))
    late = client.post(address, follow=True)

    assert theirs["Location"] == reverse("fibre:uploads")
    assert "no longer kept" in text_of(late.content)
    assert StrandSection.objects.filter(strand__cable__code="KA").count() == 24


def test_another_upload_takes_the_place_of_the_first(put: Callable[..., str]) -> None:
    first, second = put(Kind.CUTS, CUT), put(Kind.CUTS, CUT)

    assert first != second
    assert UploadedTable.objects.count() == 1


def test_discarded_table_is_forgotten(client: Client, put: Callable[..., str]) -> None:
    address = put(Kind.CUTS, CUT)

    response = client.post(address + "discard/", follow=True)

    assert "nothing of it was stored" in text_of(response.content)
    assert not UploadedTable.objects.exists()


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_empty_tables_can_be_had(client: Client, kind: Kind, form: str) -> None:
    response = client.get(reverse("fibre:upload_template", args=[kind.value, form]))

    assert response.status_code == 200
    assert f"lichtweg-{kind.value}.{form}" in response["Content-Disposition"]


def test_no_other_table_can_be_had(client: Client) -> None:
    assert client.get("/plant/import/nonsense.csv").status_code == 404
    assert client.get("/plant/import/closures.exe").status_code == 404
