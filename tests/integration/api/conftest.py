"""An unmodified pynetbox and a bare client, each with the token of a role."""

from collections.abc import Callable
from datetime import timedelta

import pynetbox
import pytest
from rest_framework.test import APIClient

from accounts.models import User
from accounts.roles import Role
from accounts.tokens import create_token
from tests import factories


def token_of(user: User, *, read_only: bool = False) -> str:
    return create_token(
        user=user, name="test", read_only=read_only, expires_in=timedelta(days=1)
    ).clear_text


class JsonClient(APIClient):
    """Sends bodies as JSON, as every client of this face does."""

    default_format = "json"


@pytest.fixture
def client_of(db: None) -> Callable[..., APIClient]:  # noqa: ARG001 - asks for the database
    def client(asker: Role | User = Role.ENGINEER, *, read_only: bool = False) -> APIClient:
        user = asker if isinstance(asker, User) else factories.make_user(asker)
        made = JsonClient()
        made.credentials(HTTP_AUTHORIZATION=f"Token {token_of(user, read_only=read_only)}")
        return made

    return client


@pytest.fixture
def netbox(live_server: object) -> pynetbox.api:
    engineer = factories.make_user(Role.ENGINEER)
    return pynetbox.api(str(live_server), token=token_of(engineer))
