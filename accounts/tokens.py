"""
Making API tokens; the one place that sees a token in the clear, once.

Layer: operations.
"""

from dataclasses import dataclass
from datetime import timedelta

from accounts.models import ApiToken, User

#: An unlimited key is a key that somebody finds in five years (reliability.md section 3).
MAX_DAYS = 365


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token just made: the row, and the text that is shown this once."""

    token: ApiToken
    clear_text: str


def create_token(*, user: User, name: str, read_only: bool, expires_in: timedelta) -> NewToken:
    """
    Create an API token for a person; it can do at most what the person can.

    Raises:
        ValueError: the expiry is not within 1 to 365 days, or the person is deactivated.
    """
    if not timedelta(0) < expires_in <= timedelta(days=MAX_DAYS):
        raise ValueError(f"a token lives 1 to {MAX_DAYS} days")
    if not user.is_active:
        raise ValueError(f"{user.get_username()} is deactivated")
    row, clear_text = ApiToken.objects.create(
        user=user,
        expiry=expires_in,  # type: ignore[misc]  # knox takes how long, the column is when
        name=name,
        read_only=read_only,
    )
    return NewToken(token=row, clear_text=clear_text)
