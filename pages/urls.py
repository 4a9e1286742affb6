"""Pages that people read: who may go where, on one page; docs/access.md holds it to that."""

from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from accounts.access import EVERYBODY_SIGNED_IN, requires
from accounts.roles import (
    ADMINISTERS_PEOPLE,
    ANSWERS_FOR_SCHOOLS,
    CHANGES_INVENTORY,
    READS_AUDIT,
    SEES_ALL_SITES,
    SEES_PLANT,
)
from pages.views import changes, health, my_school, outages, overview, people, planned, site, sites

app_name = "pages"

signed_in = requires(EVERYBODY_SIGNED_IN)
contact = requires(ANSWERS_FOR_SCHOOLS)
sees_all = requires(SEES_ALL_SITES)
sees_plant = requires(SEES_PLANT)
engineer = requires(CHANGES_INVENTORY)
administrator = requires(ADMINISTERS_PEOPLE)
auditor = requires(READS_AUDIT)

site_urls = [
    path("sites/", signed_in(require_safe(sites.site_list)), name="site_list"),
    path("sites/<slug:key>/", signed_in(require_safe(site.site)), name="site"),
    path("connections/<int:circuit_id>/ping/", engineer(require_POST(site.ping)), name="ping"),
    path(
        "connections/<int:circuit_id>/speed-test/",
        engineer(require_POST(site.speed_test)),
        name="speed_test",
    ),
    path(
        "connections/<int:circuit_id>/answers/",
        engineer(require_safe(site.answers)),
        name="answers",
    ),
]

outage_urls = [
    path("outages/", sees_all(require_safe(outages.outage_list)), name="outage_list"),
    path(
        "outages/<int:outage_id>/acknowledge/",
        engineer(require_POST(outages.acknowledge)),
        name="acknowledge",
    ),
    path("incidents/<int:incident_id>/", sees_all(require_safe(outages.incident)), name="incident"),
    path(
        "incidents/<int:incident_id>/acknowledge/",
        engineer(require_POST(outages.acknowledge_all)),
        name="acknowledge_all",
    ),
    path(
        "incidents/<int:incident_id>/place/",
        engineer(require_POST(outages.correct_place)),
        name="correct_place",
    ),
]

maintenance_urls = [
    path(
        "maintenance/", signed_in(require_safe(planned.maintenance_list)), name="maintenance_list"
    ),
    path("maintenance/add/", engineer(planned.maintenance_add), name="maintenance_add"),
    path(
        "maintenance/<int:maintenance_id>/",
        engineer(planned.maintenance_change),
        name="maintenance_change",
    ),
    path(
        "maintenance/<int:maintenance_id>/call-off/",
        engineer(require_POST(planned.maintenance_call_off)),
        name="maintenance_call_off",
    ),
]

people_urls = [
    path("people/", administrator(require_safe(people.people_list)), name="people"),
    path("people/add/", administrator(people.person_add), name="person_add"),
    path("people/<int:person_id>/", administrator(people.person_change), name="person"),
    path(
        "people/<int:person_id>/deactivate/",
        administrator(require_POST(people.person_deactivate)),
        name="person_deactivate",
    ),
    path(
        "people/<int:person_id>/reactivate/",
        administrator(require_POST(people.person_reactivate)),
        name="person_reactivate",
    ),
    path(
        "people/<int:person_id>/end-access/",
        administrator(require_POST(people.person_end_access)),
        name="person_end_access",
    ),
    path(
        "people/<int:person_id>/send-link/",
        administrator(require_POST(people.person_send_link)),
        name="person_send_link",
    ),
]

urlpatterns = [
    path("overview/live/", sees_all(require_safe(overview.overview_live)), name="overview_live"),
    path("my-school/", contact(require_safe(my_school.my_school)), name="my_school"),
    path(
        "my-school/<int:circuit_id>/",
        contact(require_safe(my_school.one_school)),
        name="one_school",
    ),
    path("health/", sees_plant(require_safe(health.health_page)), name="health"),
    path("audit/", auditor(require_safe(changes.change_list)), name="changes"),
    *site_urls,
    *outage_urls,
    *maintenance_urls,
    *people_urls,
]
