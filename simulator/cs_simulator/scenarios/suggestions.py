"""Suggesting the name that somebody probably wanted to write."""

from collections.abc import Iterable

# Comparing takes a time that grows with the lengths of both names.
_LONGEST_COMPARED = 64
_MOST_LISTED = 12


def nearest(name: object, known: Iterable[str]) -> str:
    """The known name that is most like the given one; empty if none is."""
    from difflib import get_close_matches  # only loaded when something is wrong

    found = get_close_matches(str(name)[:_LONGEST_COMPARED], list(map(str, known)), n=1)
    return found[0] if found else ""


def did_you_mean(name: object, known: Iterable[str]) -> str:
    """`` (did you mean 'size'?)``, or nothing if no known name is similar."""
    found = nearest(name, known)
    return f" (did you mean {found!r}?)" if found else ""


def instead(name: object, known: Iterable[str]) -> str:
    """What to write instead of a name: the nearest one, or else the first of those that exist."""
    names = list(known)
    found = did_you_mean(name, names)
    if found or not names:
        return found
    more = ", …" if len(names) > _MOST_LISTED else ""
    return f"; write one of {', '.join(names[:_MOST_LISTED])}{more}"


def short(text: object, most: int = 80) -> str:
    """A value as a message shows it: in quotes, and not longer than a line."""
    shown = repr(text)
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"
