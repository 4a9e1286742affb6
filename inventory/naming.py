"""Names for machines, made from names for people."""

import unicodedata

_SPELLED = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}


def slug(name: str, *, max_length: int = 100) -> str:
    """Return a name as a slug: German letters spelled out, other accents dropped."""
    spelled = name.lower()
    for letter, letters in _SPELLED.items():
        spelled = spelled.replace(letter, letters)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    return "-".join(words)[:max_length].rstrip("-")
