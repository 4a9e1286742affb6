"""Every change of what exists leaves a record, whoever writes: alone, in bulk, or in plain SQL."""

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, models, transaction

from inventory.models import RouteNode, Site
from tests import factories

pytestmark = pytest.mark.django_db


def told(row: models.Model, column: str) -> list[str]:
    """Return what the records of a row say in a column, the oldest first."""
    event = apps.get_model("inventory", f"{type(row).__name__}Event")
    records = event._base_manager.filter(pgh_obj_id=row.pk).order_by("pgh_id")
    return list(records.values_list(column, flat=True))


def run(sql: str, *values: str | int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))


#: Derived from what is recorded: ends are those of their glass, hops those of the joints. A file
#: that waits to be confirmed changes nothing yet.
EXEMPT = {"CircuitHop", "OpticalEnd", "UploadedTable"}


def test_every_model_of_the_inventory_is_recorded_but_what_is_derived() -> None:
    own = [
        model
        for model in apps.get_app_config("inventory").get_models()
        if not model.__name__.endswith("Event")
    ]

    assert len(own) >= 47
    assert {model.__name__ for model in own if not hasattr(model, "pgh_event_model")} == EXEMPT


def test_rows_stored_in_bulk_are_recorded_each() -> None:
    sites = Site.objects.bulk_create(
        [Site(kind="school", name=name, slug=name) for name in ("a", "b", "c")]
    )

    assert [told(site, "pgh_label") for site in sites] == [["insert"]] * 3


def test_plain_sql_is_recorded_with_before_and_after() -> None:
    site = factories.make_site(name="before")

    run("UPDATE inventory_site SET name = %s WHERE id = %s", "after", site.pk)
    run("DELETE FROM inventory_site WHERE id = %s", site.pk)

    assert told(site, "pgh_label") == ["insert", "update", "delete"]
    assert told(site, "name") == ["before", "after", "after"]


def test_an_update_of_many_and_a_moved_place_are_recorded() -> None:
    node = factories.make_node(code="K5")

    RouteNode.objects.filter(pk=node.pk).update(geom=factories.place(5, 5), code="moved")

    assert told(node, "pgh_label") == ["insert", "update"]
    assert told(node, "code") == ["K5", "moved"]


def test_a_record_is_neither_changed_nor_removed() -> None:
    site = factories.make_site()

    for sql in (
        "UPDATE inventory_siteevent SET name = 'x' WHERE id = %s",
        "DELETE FROM inventory_siteevent WHERE id = %s",
    ):
        with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
            run(sql, site.pk)
