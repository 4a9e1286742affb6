"""Every factory stores a sound row, and no model is without one."""

import socket

import pytest
from django.apps import apps
from django.db import connection

from tests import factories, plant_factories
from tests.conftest import City, ForeignHostError


def test_each_factory_stores_one_row(city: City) -> None:
    target = factories.make_target(city.circuits["ring"])
    policy = factories.make_sla_policy()
    factories.make_token()
    factories.make_region()
    factories.make_corridor()
    factories.make_school()
    factories.make_site_assignment(factories.make_user(), factories.make_site())
    factories.make_uploaded_table()
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
    plant_factories.make_one_of_each()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    own = [
        model
        for name in ("accounts", "inventory", "monitoring", "lab")
        for model in apps.get_app_config(name).get_models()
        if not model.__name__.endswith("Event")
    ]
    assert [model.__name__ for model in own if not model._base_manager.exists()] == []


def test_a_foreign_host_is_out_of_reach() -> None:
    with socket.socket() as way_out, pytest.raises(ForeignHostError):
        way_out.connect(("192.0.2.1", 9))
