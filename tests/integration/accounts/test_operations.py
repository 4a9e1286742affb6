"""People are added, changed and closed; access ends at once."""

import pytest
from django.test import Client

from accounts.models import ApiToken, User
from accounts.operations import (
    LastAdministratorError,
    NameTakenError,
    NoSuchPersonError,
    PersonDetails,
    add_person,
    change_person,
    deactivate_person,
    reactivate_person,
)
from accounts.roles import Role
from tests.factories import NOON, make_token, make_user

pytestmark = pytest.mark.django_db


def details(username: str = "neu", role: Role = Role.MANAGEMENT) -> PersonDetails:
    return PersonDetails(
        username=username,
        first_name="Leitung",
        last_name="Demo",
        email="leitung@example.invalid",
        role=role,
    )


def is_signed_in(client: Client) -> bool:
    return client.get("/password/change/").status_code == 200


def test_who_is_added_can_get_a_reset_link_but_not_sign_in_without() -> None:
    person = add_person(details=details())

    assert person.has_usable_password()
    assert not person.check_password("")
    assert person.role == Role.MANAGEMENT


def test_only_administrators_reach_the_administration() -> None:
    engineer = add_person(details=details("eins", Role.ENGINEER))
    administrator = add_person(details=details("zwei", Role.ADMINISTRATOR))

    assert (engineer.is_staff, engineer.is_superuser) == (False, False)
    assert administrator.is_staff
    assert administrator.is_superuser


def test_a_name_in_other_letters_is_taken() -> None:
    make_user(username="Schule")

    with pytest.raises(NameTakenError):
        add_person(details=details("sCHULE"))


def test_a_person_may_keep_their_name() -> None:
    person = make_user(Role.MANAGEMENT, username="neu")

    changed = change_person(person_id=person.pk, details=details("Neu"), at=NOON)

    assert changed.username == "Neu"


def test_deactivation_ends_sessions_and_tokens(client: Client) -> None:
    person = make_user()
    make_token(person)
    client.force_login(person)
    assert is_signed_in(client)

    deactivate_person(person_id=person.pk, at=NOON)

    assert not is_signed_in(client)
    assert not ApiToken.objects.filter(user=person).exists()


def test_an_account_opened_again_revives_no_session(client: Client) -> None:
    person = make_user()
    client.force_login(person)
    deactivate_person(person_id=person.pk, at=NOON)

    reactivate_person(person_id=person.pk)

    assert User.objects.get(pk=person.pk).is_active
    assert not is_signed_in(client)


def test_another_role_ends_sessions_and_tokens(client: Client) -> None:
    person = make_user(Role.ENGINEER, username="neu")
    make_token(person)
    client.force_login(person)

    change_person(person_id=person.pk, details=details(role=Role.CONTACT), at=NOON)

    assert not is_signed_in(client)
    assert not ApiToken.objects.filter(user=person).exists()


def test_another_name_keeps_sessions_and_tokens(client: Client) -> None:
    person = make_user(Role.MANAGEMENT, username="neu")
    make_token(person)
    client.force_login(person)

    change_person(person_id=person.pk, details=details("anders"), at=NOON)

    assert is_signed_in(client)
    assert ApiToken.objects.filter(user=person).exists()


def test_a_role_taken_away_in_the_database_ends_sessions_too(client: Client) -> None:
    person = make_user(Role.ENGINEER)
    client.force_login(person)

    User.objects.filter(pk=person.pk).update(role=Role.CONTACT)

    assert not is_signed_in(client)


def test_the_last_administrator_stays() -> None:
    last = make_user(Role.ADMINISTRATOR, username="neu")
    make_user(Role.ADMINISTRATOR, is_active=False)

    with pytest.raises(LastAdministratorError):
        deactivate_person(person_id=last.pk, at=NOON)
    with pytest.raises(LastAdministratorError):
        change_person(person_id=last.pk, details=details(role=Role.AUDITOR), at=NOON)

    assert User.objects.get(pk=last.pk).has_role(frozenset({Role.ADMINISTRATOR}))


def test_closing_twice_is_said() -> None:
    person = make_user()
    deactivate_person(person_id=person.pk, at=NOON)

    with pytest.raises(NoSuchPersonError):
        deactivate_person(person_id=person.pk, at=NOON)


def test_who_does_not_exist_is_said() -> None:
    with pytest.raises(NoSuchPersonError):
        change_person(person_id=0, details=details(), at=NOON)
    with pytest.raises(NoSuchPersonError):
        reactivate_person(person_id=0)
