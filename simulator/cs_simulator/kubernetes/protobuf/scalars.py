"""Values that are no messages of the catalogue, or have a JSON of their own."""

import struct
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from cs_simulator.kubernetes.protobuf.wire import BYTES, FIXED64, VARINT, Value, WireError, fields

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read(type_: str, wire_type: int, value: Value) -> Any:
    """A value as JSON has it; ``None`` for a time or raw JSON that is empty."""
    wanted, decode = _SCALARS[type_]
    if wire_type != wanted:
        raise WireError(f"wire type {wire_type} is not that of {type_}")
    try:
        return decode(value)
    except UnicodeDecodeError as error:
        raise WireError("a text is no UTF-8") from error


def signed(value: Any) -> int:
    """A number of 64 bits with its sign."""
    return int(value - (1 << 64) if value >= 1 << 63 else value)


def _parts(content: Any) -> dict[int, Any]:
    return {number: value for number, _, value in fields(content)}


def _text(content: Any) -> str:
    return str(content, "utf-8")


def _quantity(content: Any) -> str:
    """A quantity, which is a message with its text."""
    return _text(_parts(content).get(1, b"0"))


def _int_or_string(content: Any) -> int | str:
    parts = _parts(content)
    return _text(parts.get(3, b"")) if parts.get(1, 0) else signed(parts.get(2, 0))


def _strings(content: Any) -> list[str]:
    return [_text(value) for number, _, value in fields(content) if number == 1]


def _raw(content: Any) -> Any:
    """JSON that is kept as it is."""
    raw = _parts(content).get(1, b"")
    try:
        return orjson.loads(raw) if raw else None
    except ValueError as error:
        raise WireError("what should be JSON is none") from error


def _instant(content: Any) -> datetime | None:
    if not content:
        return None
    parts = _parts(content)
    try:
        return _EPOCH + timedelta(
            seconds=signed(parts.get(1, 0)), microseconds=signed(parts.get(2, 0)) // 1000
        )
    except OverflowError as error:
        raise WireError("a time is out of range") from error


def _time(content: Any) -> str | None:
    instant = _instant(content)
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ") if instant else None


def _micro_time(content: Any) -> str | None:
    instant = _instant(content)
    return instant.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if instant else None


_SCALARS: dict[str, tuple[int, Callable[[Any], Any]]] = {
    "string": (BYTES, _text),
    "int": (VARINT, signed),
    "bool": (VARINT, bool),
    "double": (FIXED64, lambda content: struct.unpack("<d", content)[0]),
    "bytes": (BYTES, lambda content: b64encode(content).decode()),
    "Quantity": (BYTES, _quantity),
    "IntOrString": (BYTES, _int_or_string),
    "Strings": (BYTES, _strings),
    "Raw": (BYTES, _raw),
    "Time": (BYTES, _time),
    "MicroTime": (BYTES, _micro_time),
}
