"""What a request names before a form has looked at it: made such that the database can be asked."""

#: As many digits as every 64-bit id has at most, less one: what is longer is no id.
_MAX_DIGITS = 18


def id_in(text: str) -> int | None:
    """Return the id that a text is; None for rubbish, and for digits without end."""
    return int(text) if text.isdecimal() and len(text) <= _MAX_DIGITS else None


def askable(text: str) -> str:
    """Return a text that can be looked up: with a NUL in it the database refuses the question."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")
