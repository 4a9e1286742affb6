"""People together with the sites that they answer for: both, or nothing."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.operations import PersonDetails, add_person, change_person
from inventory.operations.assignments import assign_sites


@transaction.atomic
def add_person_with_sites(*, details: PersonDetails, site_ids: set[int]) -> User:
    """
    Add a person who answers for these sites, and return them.

    Raises:
        NameTakenError: the user name is another's.
    """
    person = add_person(details=details)
    assign_sites(user_id=person.pk, site_ids=site_ids)
    return person


@transaction.atomic
def change_person_with_sites(
    *, person_id: int, details: PersonDetails, site_ids: set[int], at: datetime
) -> User:
    """
    Write what is said of a person and for which sites they answer, and return them.

    Raises:
        PersonError: see `accounts.operations.change_person`; nothing is changed.
    """
    person = change_person(person_id=person_id, details=details, at=at)
    assign_sites(user_id=person_id, site_ids=site_ids)
    return person
