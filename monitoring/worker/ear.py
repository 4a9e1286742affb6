"""Hearing at once what changed: LISTEN on a connection of its own, in the event loop."""

import asyncio
from collections.abc import Callable, Mapping

import psycopg
from django.db import connection

CHANNEL = "lichtweg_worker"
PAUSE_S = 5.0


async def listen(on: Mapping[str, Callable[[], None]]) -> None:
    """
    Call what stands for each word that comes, for ever.

    It only saves waiting: whoever listens also looks by himself, so a lost connection is not worth
    a word here, and is made anew.
    """
    parameters = connection.get_connection_params()
    # Django's own cursor and types are for its synchronous connections.
    for name in ("cursor_factory", "context"):
        parameters.pop(name, None)
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(
                **parameters, autocommit=True
            ) as listening:
                await listening.execute(f"LISTEN {CHANNEL}")
                async for heard in listening.notifies():
                    on.get(heard.payload, _nothing)()
        except psycopg.Error:
            await asyncio.sleep(PAUSE_S)


def _nothing() -> None:
    """An unknown word, of a newer version perhaps."""
