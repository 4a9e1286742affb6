"""What people read while set-up runs: few calm lines, and failures in plain words."""

import sys


class SetupError(Exception):
    """A reason why set-up cannot go on, in plain words, with what to do about it."""


def say(text: str = "") -> None:
    """Print one calm line; a reader who has gone away (`| head`) does not end the product."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        return


def step(name: str, state: str) -> None:
    """Print one finished step of set-up in two columns."""
    say(f"  {name:<18}{state}")


def complain(text: str) -> None:
    """Print why it does not go on; to standard error, which is never parsed."""
    print(text, file=sys.stderr, flush=True)
