"""Values on one line, as people write them in files."""

from typing import Any


def flow(value: Any) -> str:
    """A value as YAML writes it on one line, without the braces around all of it."""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_inner(inner)}" for key, inner in value.items())
    return _inner(value)


def _inner(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{{flow(value)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_inner, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
