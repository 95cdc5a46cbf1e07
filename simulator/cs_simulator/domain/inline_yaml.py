"""Values on one line, as people write them in YAML files."""

import json
import re
from typing import Any

# Texts that YAML reads back as the same text without quotes, also inside of braces.
_PLAIN = re.compile(r"[A-Za-z0-9_/+.*?=<>-]([A-Za-z0-9_/+.*?=<>;@ -]*[A-Za-z0-9_/+.*?=<>;@-])?")
# Texts that it would read as something else: a number, a truth value, nothing, an alias.
_SPECIAL = re.compile(
    r"[-+.]?\d[\d_.eE:+-]*|true|false|yes|no|on|off|null|~|[-?*=<>.].*", re.IGNORECASE
)


def inline_yaml(value: Any) -> str:
    """A value on one line of YAML; of a mapping, what stands between its braces."""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_inner(inner)}" for key, inner in value.items())
    return _inner(value)


def _inner(value: Any) -> str:
    match value:
        case dict():
            return f"{{{inline_yaml(value)}}}" if value else "{}"
        case list() | tuple():
            return f"[{', '.join(map(_inner, value))}]"
        case str():
            is_plain = _PLAIN.fullmatch(value) and not _SPECIAL.fullmatch(value)
            return value if is_plain else json.dumps(value, ensure_ascii=not value.isprintable())
        case _:
            return json.dumps(value)
