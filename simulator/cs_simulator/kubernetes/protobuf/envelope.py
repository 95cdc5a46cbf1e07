"""The envelope of an object: four bytes, then a message with its ``apiVersion``, kind and content.

Source: ``k8s.io/apimachinery/pkg/runtime/generated.proto``, message ``Unknown``.
"""

from cs_simulator.kubernetes import types
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.protobuf import messages, scalars
from cs_simulator.kubernetes.protobuf.wire import UnknownKindError, WireError, fields

PREFIX = b"k8s\0"

# Kinds that clients send in any group and version.
_OF_ALL_GROUPS = frozenset(("DeleteOptions",))


def read(content: bytes, api_version: str, kind: str) -> Body:
    """The object that a body holds; *api_version* and *kind* are its own if it does not say.

    Raises:
        UnknownKindError: If its kind is none that is known here.
        WireError: If it is no such body, or one of its fields is unknown.

    """
    if not content.startswith(PREFIX):
        raise WireError("it does not begin with the bytes 6b 38 73 00")
    said, raw = {1: "", 2: ""}, b""
    for number, wire_type, value in fields(content[len(PREFIX) :]):
        if number == 1 and isinstance(value, bytes):
            said |= {
                inner: scalars.read("string", inner_type, part)
                for inner, inner_type, part in fields(value)
            }
        elif number == 2 and isinstance(value, bytes):
            raw = value
        elif value and wire_type == 2 and number == 3:
            raise WireError("its content has an encoding of its own")
    return _object(raw, said[1] or api_version, said[2] or kind)


def _object(raw: bytes, api_version: str, kind: str) -> Body:
    group_version = "meta/v1" if kind in _OF_ALL_GROUPS else api_version
    type_ = types.named(group_version, kind)
    if type_ is None:
        raise UnknownKindError(f"{kind} of {api_version} is not known here; send it as JSON")
    return {"kind": kind, "apiVersion": api_version, **messages.read(raw, type_)}
