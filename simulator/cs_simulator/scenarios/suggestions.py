"""Suggesting the name that somebody probably wanted to write."""

from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`` (did you mean 'size'?)``, or nothing if no known name is similar."""
    from difflib import get_close_matches  # only loaded when something is wrong

    found = get_close_matches(name, list(known), n=1)
    return f" (did you mean {found[0]!r}?)" if found else ""
