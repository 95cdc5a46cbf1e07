"""Config maps and secrets that cannot be read at all: values that are no texts, or no base64.

Messages are those of Kubernetes, in which Go's decoders speak.
"""

import re
from binascii import a2b_base64

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.kubernetes.kinds._reading import Body, mapping

_FOREIGN = re.compile(r"[^A-Za-z0-9+/=]|(?<==)[^=]")
_QUANTUM = 4
_NAMES = {bool: "bool", int: "number", float: "number", list: "array", dict: "object"}


def check_texts(body: Body, kind: str, field: str) -> None:
    """Raise 400 for a value in a field that is no text."""
    for value in mapping(body, field).values():
        if not isinstance(value, str) and value is not None:
            raise _unreadable(
                kind,
                f"json: cannot unmarshal {_NAMES[type(value)]} into Go struct field"
                f" {kind}.{field} of type string",
            )


def check_base64(body: Body, kind: str, field: str) -> None:
    """Raise 400 for a value in a field that is no text, or is not base64."""
    check_texts(body, kind, field)
    for value in mapping(body, field).values():
        at = None if value is None else _illegal_at(value)
        if at is not None:
            raise _unreadable(kind, f"illegal base64 data at input byte {at}")


def _illegal_at(value: str) -> int | None:
    """Where a text stops to be base64; ``None`` if it is."""
    plain = value.replace("\n", "").replace("\r", "")
    try:
        a2b_base64(plain, strict_mode=True)
    except ValueError:  # that it is no base64, or not even ASCII
        foreign = _FOREIGN.search(plain)
        return foreign.start() if foreign else len(plain) // _QUANTUM * _QUANTUM
    return None


def _unreadable(kind: str, why: str) -> Exception:
    return errors.BAD_REQUEST(
        message=f'{kind} in version "v1" cannot be handled as a {kind}: {why}'
    )
