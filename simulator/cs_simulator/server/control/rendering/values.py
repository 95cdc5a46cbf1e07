"""Values that may be missing."""

from cs_simulator.domain import instants


def instant_or_none(at: int | None) -> str | None:
    """The text of an instant that need not be there."""
    return None if at is None else instants.as_exact_text(at)
