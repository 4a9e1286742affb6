"""Pages that people read; each view says who may go there, docs/access.md holds it to that."""

from django.urls import path

from pages.views import changes, health, my_school, outages, overview, people, planned, site, sites

app_name = "pages"

urlpatterns = [
    path("overview/live/", overview.overview_live, name="overview_live"),
    path("sites/", sites.site_list, name="site_list"),
    path("sites/<slug:key>/", site.site, name="site"),
    path("connections/<int:circuit_id>/ping/", site.ping, name="ping"),
    path("connections/<int:circuit_id>/speed-test/", site.speed_test, name="speed_test"),
    path("connections/<int:circuit_id>/answers/", site.answers, name="answers"),
    path("my-school/", my_school.my_school, name="my_school"),
    path("my-school/<int:circuit_id>/", my_school.one_school, name="one_school"),
    path("outages/", outages.outage_list, name="outage_list"),
    path("outages/<int:outage_id>/acknowledge/", outages.acknowledge, name="acknowledge"),
    path("incidents/<int:incident_id>/", outages.incident, name="incident"),
    path(
        "incidents/<int:incident_id>/acknowledge/", outages.acknowledge_all, name="acknowledge_all"
    ),
    path("incidents/<int:incident_id>/place/", outages.correct_place, name="correct_place"),
    path("maintenance/", planned.maintenance_list, name="maintenance_list"),
    path("maintenance/add/", planned.maintenance_add, name="maintenance_add"),
    path(
        "maintenance/<int:maintenance_id>/", planned.maintenance_change, name="maintenance_change"
    ),
    path(
        "maintenance/<int:maintenance_id>/call-off/",
        planned.maintenance_call_off,
        name="maintenance_call_off",
    ),
    path("people/", people.people_list, name="people"),
    path("people/add/", people.person_add, name="person_add"),
    path("people/<int:person_id>/", people.person_change, name="person"),
    path("people/<int:person_id>/deactivate/", people.person_deactivate, name="person_deactivate"),
    path("people/<int:person_id>/reactivate/", people.person_reactivate, name="person_reactivate"),
    path("people/<int:person_id>/end-access/", people.person_end_access, name="person_end_access"),
    path("people/<int:person_id>/send-link/", people.person_send_link, name="person_send_link"),
    path("health/", health.health_page, name="health"),
    path("audit/", changes.change_list, name="changes"),
]
