"""People, administered on a plain page; every change audited."""

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import ApiToken, User
from accounts.roles import Role
from inventory.models import SiteAssignment
from records.queries import ChangeFilter, changes
from tests import factories
from tests.integration.pages.conftest import Reader, text_of

pytestmark = pytest.mark.django_db


def entered(**other: object) -> dict[str, object]:
    return {
        "username": "sekretariat",
        "first_name": "Sekretariat",
        "last_name": "Demo",
        "email": "sekretariat@example.invalid",
        "role": "contact",
        "sites": [],
    } | other


def test_added_person_gets_a_link_and_sees_their_school(client: Client, reader: Reader) -> None:
    site = factories.make_site()
    administrator = reader(Role.ADMINISTRATOR)

    response = client.post("/people/add/", entered(sites=[site.pk]), follow=True)

    assert "Ein Link zum Wählen eines Passworts ist unterwegs" in text_of(response.content)
    person = User.objects.get(username="sekretariat")
    assert [one.site for one in person.site_assignments.all()] == [site]
    assert "/password/reset/" in mail.outbox[0].body
    by = {change.by for change in changes(ChangeFilter(models={"accounts.user"}))[:1]}
    assert by == {administrator.username}


def test_link_in_the_mail_sets_a_password(client: Client, reader: Reader) -> None:
    reader(Role.ADMINISTRATOR)
    client.post("/people/add/", entered())
    person = User.objects.get(username="sekretariat")
    factories.make_token(person)
    link = next(word for word in mail.outbox[0].body.split() if "/password/reset/" in word)
    client.logout()

    form = client.get(link.removeprefix("http://testserver"), follow=True)
    new = {"new_password1": "Gruene-Wiese-77", "new_password2": "Gruene-Wiese-77"}
    client.post(form.request["PATH_INFO"], new)

    person.refresh_from_db()
    assert person.check_password("Gruene-Wiese-77")
    assert not ApiToken.objects.filter(user=person).exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"username": "TECHNIK"}, "Diesen Namen hat schon jemand"),
        ({"email": "kein-at"}, "Das ist keine E-Mail-Adresse."),
        ({"role": "king"}, "gültige Auswahl"),
        ({"username": "<b>"}, "gültigen Benutzernamen"),
    ],
)
def test_wrong_entries_are_said_at_their_field(
    client: Client, reader: Reader, wrong: dict[str, object], words: str
) -> None:
    factories.make_user(username="technik")
    reader(Role.ADMINISTRATOR)

    response = client.post("/people/add/", entered(**wrong))

    assert response.status_code == 422
    assert words in text_of(response.content)
    assert list(response.context["form"].errors) == list(wrong)
    assert mail.outbox == []


def test_who_sees_all_sites_is_assigned_none(client: Client, reader: Reader) -> None:
    site = factories.make_site()
    reader(Role.ADMINISTRATOR)

    response = client.post("/people/add/", entered(role="management", sites=[site.pk]))

    assert "Diese Rolle sieht alle Standorte" in text_of(response.content)
    assert not User.objects.filter(username="sekretariat").exists()


def test_changed_person_keeps_what_was_not_changed(client: Client, reader: Reader) -> None:
    person = factories.make_user(Role.CONTACT, username="alt", email="a@example.invalid")
    factories.make_site_assignment(person, factories.make_site())
    reader(Role.ADMINISTRATOR)
    form = client.get(f"/people/{person.pk}/").context["form"]

    client.post(f"/people/{person.pk}/", form.initial | {"first_name": "Neu"})

    person.refresh_from_db()
    assert (person.first_name, person.username, person.email) == ("Neu", "alt", "a@example.invalid")
    assert SiteAssignment.objects.filter(user=person).count() == 1


def test_closing_an_account_ends_what_is_open(client: Client, reader: Reader) -> None:
    person = factories.make_user()
    other = Client()
    other.force_login(person)
    factories.make_token(person)
    reader(Role.ADMINISTRATOR)

    response = client.post(f"/people/{person.pk}/deactivate/", follow=True)

    assert "alle Sitzungen und Schlüssel sind beendet" in text_of(response.content)
    assert other.get("/sites/").status_code == 302
    assert not ApiToken.objects.filter(user=person).exists()
    assert "Konto geschlossen" in text_of(response.content)
    opened = client.post(f"/people/{person.pk}/reactivate/", follow=True)
    assert "Das Konto ist wieder offen." in text_of(opened.content)


def test_last_administrator_stays(client: Client, reader: Reader) -> None:
    me = reader(Role.ADMINISTRATOR)
    User.objects.filter(pk=me.pk).update(email="me@example.invalid")

    closed = client.post(f"/people/{me.pk}/deactivate/", follow=True)
    changed = client.post(f"/people/{me.pk}/", entered(username=me.username, role="auditor"))

    assert "Das ist die letzte Administration" in text_of(closed.content)
    assert "Das ist die letzte Administration" in text_of(changed.content)


def test_sessions_and_keys_can_be_ended(client: Client, reader: Reader) -> None:
    person = factories.make_user()
    other = Client()
    other.force_login(person)
    reader(Role.ADMINISTRATOR)

    client.post(f"/people/{person.pk}/end-access/")

    assert other.get("/sites/").status_code == 302
    assert User.objects.get(pk=person.pk).is_active


def test_link_without_an_address_is_not_sent(client: Client, reader: Reader) -> None:
    person = factories.make_user(email="")
    reader(Role.ADMINISTRATOR)

    response = client.post(f"/people/{person.pk}/send-link/", follow=True)

    assert "Es wurde kein Link gesendet" in text_of(response.content)
    assert mail.outbox == []


def test_number_of_queries_does_not_grow(client: Client, reader: Reader) -> None:
    reader(Role.ADMINISTRATOR)

    def n_queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/people/")
        return len(queries)

    factories.make_site_assignment(factories.make_user(Role.CONTACT), factories.make_site())
    few = n_queries()
    for _ in range(4):
        factories.make_site_assignment(factories.make_user(Role.CONTACT), factories.make_site())

    assert n_queries() == few
