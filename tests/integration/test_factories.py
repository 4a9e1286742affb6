"""Every factory stores a sound row, and no model is without one."""

import socket

import pytest
from django.apps import apps
from django.db import connection

from tests import catalogue_factories, factories, plant_factories
from tests.conftest import City, ForeignHostError


def test_each_factory_stores_one_row(city: City) -> None:
    target = factories.make_target(city.circuits["ring"])
    policy = factories.make_sla_policy()
    factories.make_token()
    factories.make_region()
    factories.make_corridor()
    factories.make_school()
    factories.make_site_assignment(factories.make_user(), factories.make_site())
    factories.make_vantage_health(city.vantage)
    factories.make_round(target, city.vantage)
    factories.make_hour(target, city.vantage)
    factories.make_interval(target, city.vantage)
    factories.make_outage(city.circuits["ring"], incident=factories.make_incident())
    factories.make_maintenance([city.circuits["ring"]])
    factories.make_sla_assignment(city.circuits["ring"], policy)
    factories.make_probe_request(target, city.vantage)
    factories.make_throughput_result(target, city.vantage)
    factories.make_lab_fault()
    factories.make_lab_line(city.circuits["ring"])
    _make_one_of_each_in_the_plant()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    own = [
        model
        for name in ("accounts", "inventory", "monitoring", "lab")
        for model in apps.get_app_config(name).get_models()
        if not model.__name__.endswith("Event")
    ]
    assert [model.__name__ for model in own if not model._base_manager.exists()] == []


def _make_one_of_each_in_the_plant() -> None:
    """
    ODF port 1 -- fibre 1 of a cable in a duct; its fibre 2 -- input of a splitter
    """
    (segment,) = plant_factories.make_way()
    duct = plant_factories.make_duct([segment])
    cable = plant_factories.make_cable([segment], ducts={segment.pk: duct})
    panel = plant_factories.make_panel(segment.a_node)
    splitter = plant_factories.make_splitter(segment.z_node)
    front = 2 * panel.ports.get(number=1).pk + 1
    far, second = (plant_factories.end_of(cable, number, segment.z_node) for number in (1, 2))
    plant_factories.make_joint(front ^ 1, plant_factories.end_of(cable, 1, segment.a_node))
    plant_factories.make_joint(second, 2 * splitter.legs.get(number=0).pk + 1)
    closure = plant_factories.make_closure(segment.z_node)
    plant_factories.make_patch_cord(segment.a_node)
    plant_factories.make_structure(segment.z_node)
    plant_factories.make_slack_loop(cable)
    plant_factories.make_reservation(cable, first_number=12)
    plant_factories.make_risk_group(segments=[segment])
    plant_factories.make_circuit_path(a_end=front, z_end=far)
    catalogue_factories.make_transceiver()
    assert closure.trays.count() == 1


def test_a_foreign_host_is_out_of_reach() -> None:
    with socket.socket() as way_out, pytest.raises(ForeignHostError):
        way_out.connect(("192.0.2.1", 9))
