"""Who asks over the REST face: a token in the header, never in the URL."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from accounts.models import ApiToken, asker_has
from accounts.roles import CHANGES_INVENTORY

#: `last_used_at` is written at most this often: a script's thousand reads are one write.
_LAST_USED_STEP = timedelta(minutes=1)


class TokenInHeader(TokenAuthentication):  # type: ignore[misc]  # knox ships no types
    """
    Accepts `Authorization: Token <token>`.

    A missing or wrong token ends in 403, never 401: NetBox's clients expect that.
    """

    def authenticate_credentials(self, token: bytes) -> Any:
        """Return (user, token); a token that is not text is a wrong one."""
        try:
            user, key = super().authenticate_credentials(token)
        except UnicodeDecodeError:
            raise AuthenticationFailed("Invalid token.") from None
        self._note_use(key)
        return user, key

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002 - DRF's contract
        """Return the scheme that the header must name."""
        return "Token"

    @staticmethod
    def _note_use(key: ApiToken) -> None:
        now = timezone.now()
        if key.last_used_at is None or key.last_used_at < now - _LAST_USED_STEP:
            ApiToken.objects.filter(pk=key.pk).update(last_used_at=now)


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # its metaclass
    """Describes the token to the OpenAPI schema."""

    target_class = "api.authentication.TokenInHeader"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:  # noqa: ARG002
        """Return the scheme's description."""
        return {"type": "apiKey", "in": "header", "name": "Authorization"}


class ReadsOrMayChange(BasePermission):
    """Whoever has a token reads what they may see; changing needs the role and a writing token."""

    message = "This token may not change anything here."

    def has_permission(self, request: Request, view: object) -> bool:  # noqa: ARG002 - DRF's contract
        """Whether the request may pass."""
        if not request.user.is_authenticated:
            return False
        if request.method in SAFE_METHODS:
            return True
        key = request.auth
        may_write = isinstance(key, ApiToken) and not key.read_only
        return may_write and asker_has(request.user, CHANGES_INVENTORY)
