"""The wire format of Protocol Buffers: fields with numbers, and their values.

Source: https://protobuf.dev/programming-guides/encoding/
"""

from collections.abc import Iterator

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5

Value = int | bytes


class WireError(ValueError):
    """What is read is no message, or no message of its type; the text says where and what."""

    def __init__(self, what: str, *path: str) -> None:
        super().__init__(f"{'.'.join(path)}: {what}" if path else what)
        self.what = what
        self.path = path


class UnknownKindError(WireError):
    """An object is of a kind whose messages are not known here."""


def fields(content: bytes) -> Iterator[tuple[int, int, Value]]:
    """The fields of a message in their order: number, wire type, value.

    The value is a number without sign, or the bytes of the other types.
    """
    at = 0
    while at < len(content):
        key, at = _varint(content, at)
        number, wire_type = key >> 3, key & 7
        if wire_type == VARINT:
            value, at = _varint(content, at)
            yield number, wire_type, value
            continue
        if wire_type == BYTES:
            size, at = _varint(content, at)
        elif wire_type in _SIZES:
            size = _SIZES[wire_type]
        else:
            raise WireError(f"field {number} has the unknown wire type {wire_type}")
        if at + size > len(content):
            raise WireError(f"field {number} ends beyond its message")
        yield number, wire_type, content[at : at + size]
        at += size


_SIZES = {FIXED64: 8, FIXED32: 4}


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """A number of one to ten bytes, and where the next one begins."""
    value = shift = 0
    while at < len(content) and shift < 70:
        byte = content[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value & 0xFFFF_FFFF_FFFF_FFFF, at
        shift += 7
    raise WireError("a number is cut off or too long")
