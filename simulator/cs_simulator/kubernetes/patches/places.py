"""The parts of an object as patches see them: what the type says of how each is merged."""

from functools import cache
from typing import Any

import orjson

from cs_simulator.kubernetes import types
from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.kubernetes.types import SCALARS, Field, Type

# All that is known of custom kinds; what else they have shows in the values.
_CUSTOM = Type("custom", "metadata: 1 meta/v1.ObjectMeta")


class Place:
    """One part of an object: the object itself, a field, or an element of a list or map.

    Each is made once, since many fields of an object are looked up at each write.
    """

    __slots__ = ("_parts", "element", "field", "is_always", "is_element", "is_map", "is_value",
        "patch_key", "type")  # fmt: skip

    def __init__(
        self, type_: Type | None = None, field: Field | None = None, *, is_element: bool = False
    ) -> None:
        is_many = field is not None and (field.is_list or field.is_map)
        self._parts: dict[str, Place] = {}
        self.type = type_
        """The type of an object here, or of the elements of a list or map; ``None`` if unknown."""
        self.field = field
        """The field that it is or is an element of; ``None`` for the object and the unknown."""
        self.is_element = is_element
        """Whether it is an element of the list or map that the field is."""
        self.element: Place = self if is_element else Place(type_, field, is_element=True)
        """An element of the list or map that is here."""
        self.is_map = field is not None and field.is_map and not is_element
        """Whether it is a map, whose keys are anybody's."""
        self.patch_key = "" if field is None or is_element else field.patch
        """The key by which strategic patches merge the list here; ``.`` for plain values.

        ``replace`` stands for an object that is replaced; empty for a list that is.
        """
        self.is_value = (
            field is not None
            and type_ is not None
            and not (is_many or is_element or field.is_pointer)
        )
        """Whether the field is an object that Go always has: absent means empty."""
        self.is_always = field is not None and field.is_always and not is_element
        """Whether the JSON of Go always has the field, as ``null`` if it is not there."""

    def of(self, name: str) -> "Place":
        """The field *name* of an object here, or the value of a map."""
        if self.is_map:
            return self.element
        found = self._parts.get(name)
        return found if found is not None else self._part(name)

    def _part(self, name: str) -> "Place":
        field = None if self.type is None else self.type.by_name.get(name)
        if field is None:
            return _UNKNOWN
        part = Place(None if field.type in SCALARS else types.find(field.type), field)
        self._parts[name] = part
        return part

    def is_leaf(self, value: Any) -> bool:
        """Whether server-side apply takes a value here as one: it has one owner as a whole."""
        field = self.field
        if isinstance(value, dict):
            return field is not None and (
                field.type == "Raw"
                or (field.is_element_atomic if self.is_element else field.is_atomic)
            )
        if isinstance(value, list):
            return field is None or self.is_element or not (field.is_set or field.keys)
        return True

    def identity(self, element: Any) -> str:
        """What tells an element of the list here from others, as ``FieldsV1`` writes it.

        ``k:`` with its keys as JSON, or ``v:`` with the value. Raises ValueError with the name of a
        key that it lacks.
        """
        keys = self.field.keys if self.field is not None else {}
        if not keys:
            return f"v:{orjson.dumps(element).decode()}"
        if not isinstance(element, dict):
            raise ValueError(", ".join(keys))
        found = {key: element.get(key, default) for key, default in keys.items()}
        missing = [key for key, value in found.items() if value == "" and key not in element]
        if missing:
            raise ValueError(missing[0])
        return f"k:{orjson.dumps(found, option=orjson.OPT_SORT_KEYS).decode()}"


_UNKNOWN = Place()


def place_of(kind: Kind) -> Place:
    """The place of a whole object of a kind."""
    return _place_of(types.of_kind(kind) or _CUSTOM)


@cache
def _place_of(type_: Type) -> Place:
    return Place(type_)
