"""
Changes to people: who may sign in, in which role; each in one transaction, audited by trigger.

Access ends at once: the next request of an ended session meets the log-in page, because what a
session must bear (`User._get_session_auth_hash`) has changed; tokens are deleted.

    PersonError
    ├── NameTakenError            the name is another person's, perhaps in other letters
    ├── LastAdministratorError    nobody would be left to add people
    └── NoSuchPersonError         gone, or already in the state that was asked for
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.crypto import get_random_string

from accounts.models import ApiToken, User
from accounts.roles import ADMINISTERS_PEOPLE, Role


class PersonError(Exception):
    """A change of a person that cannot be."""


class NameTakenError(PersonError):
    """The user name is another person's, whatever its case."""


class LastAdministratorError(PersonError):
    """The change would leave nobody who can add people."""


class NoSuchPersonError(PersonError):
    """There is no such person, or somebody else was faster."""


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """What an administrator says of a person."""

    username: str
    first_name: str
    last_name: str
    email: str
    role: Role


@transaction.atomic
def add_person(*, details: PersonDetails) -> User:
    """
    Add a person and return them; they choose their password by the reset mail.

    Raises:
        NameTakenError: the name is taken.
    """
    _refuse_taken_name(details.username, but_of=None)
    person = User(**_columns(details))
    # A password that nobody knows: Django sends no reset link to an account without any.
    person.set_password(get_random_string(64))
    person.save(force_insert=True)
    return person


@transaction.atomic
def change_person(*, person_id: int, details: PersonDetails, at: datetime) -> User:
    """
    Write what is said of a person and return them; another role ends their sessions and tokens.

    Raises:
        NoSuchPersonError: there is none with this id.
        NameTakenError: the name is another's.
        LastAdministratorError: the last administrator would lose the role.
    """
    person = _locked(person_id)
    _refuse_taken_name(details.username, but_of=person_id)
    if person.role != details.role:
        _refuse_last_administrator(person)
        end_access(person_id=person_id, at=at)
    User.objects.filter(pk=person_id).update(**_columns(details))
    person.refresh_from_db()
    return person


@transaction.atomic
def deactivate_person(*, person_id: int, at: datetime) -> None:
    """
    Close an account: no log-in, every session and token ended.

    Raises:
        NoSuchPersonError: there is none, or it is closed already.
        LastAdministratorError: it is the last administrator's.
    """
    _refuse_last_administrator(_locked(person_id))
    if not User.objects.filter(pk=person_id, is_active=True).update(is_active=False):
        raise NoSuchPersonError(person_id)
    end_access(person_id=person_id, at=at)


@transaction.atomic
def reactivate_person(*, person_id: int) -> None:
    """
    Open a closed account again; sessions and tokens of before stay ended.

    Raises:
        NoSuchPersonError: there is none, or it is open already.
    """
    if not User.objects.filter(pk=person_id, is_active=False).update(is_active=True):
        raise NoSuchPersonError(person_id)


@transaction.atomic
def end_access(*, person_id: int, at: datetime) -> None:
    """End every session and delete every token of a person; none is fine."""
    User.objects.filter(pk=person_id).update(sessions_ended_at=at)
    end_tokens(person_id=person_id)


def end_tokens(*, person_id: int) -> int:
    """Delete every token of a person and return how many there were."""
    return ApiToken.objects.filter(user_id=person_id).delete()[0]


def _columns(details: PersonDetails) -> dict[str, str | bool]:
    """Return the columns; the administration is open to administrators, and to nobody else."""
    administers = details.role in ADMINISTERS_PEOPLE
    return {
        "username": details.username,
        "first_name": details.first_name,
        "last_name": details.last_name,
        "email": details.email,
        "role": details.role,
        "is_staff": administers,
        "is_superuser": administers,
    }


def _locked(person_id: int) -> User:
    # Two administrators who remove each other must not both succeed: all of them are locked, in
    # one order, before anybody counts.
    administrators = User.objects.filter(role__in=ADMINISTERS_PEOPLE, is_active=True)
    list(administrators.select_for_update().order_by("pk").values_list("pk", flat=True))
    person = User.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        raise NoSuchPersonError(person_id)
    return person


def _refuse_last_administrator(person: User) -> None:
    if not person.has_role(ADMINISTERS_PEOPLE):
        return
    others = User.objects.filter(role__in=ADMINISTERS_PEOPLE, is_active=True).exclude(pk=person.pk)
    if not others.exists():
        raise LastAdministratorError(person.username)


def _refuse_taken_name(username: str, *, but_of: int | None) -> None:
    holders = User.objects.filter(username__iexact=username).values_list("pk", flat=True)
    if set(holders) - {but_of}:
        raise NameTakenError(username)
