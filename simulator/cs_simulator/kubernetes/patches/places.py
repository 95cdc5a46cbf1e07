"""The parts of an object as patches see them: what the type says of how each is merged."""

from typing import Any, NamedTuple, Self

import orjson

from cs_simulator.kubernetes import types
from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.kubernetes.types import SCALARS, Field, Type

# All that is known of custom kinds; what else they have shows in the values.
_CUSTOM = Type("custom", "metadata: 1 meta/v1.ObjectMeta")


class Place(NamedTuple):
    """One part of an object: the object itself, a field, or an element of a list or map."""

    type: Type | None = None
    """The type of an object here, or of the elements of a list or map; ``None`` if unknown."""
    field: Field | None = None
    """The field that it is, or is an element of; ``None`` for the object itself and the unknown."""
    is_element: bool = False
    """Whether it is an element of the list or map that the field is."""

    def of(self, name: str) -> Self:
        """The field *name* of an object here, or the value of a map."""
        if self.field is not None and self.field.is_map and not self.is_element:
            return self.element
        field = None if self.type is None else self.type.by_name.get(name)
        if field is None or field.type in SCALARS:
            return type(self)(None, field)
        return type(self)(types.find(field.type), field)

    @property
    def element(self) -> Self:
        """An element of the list or map that is here."""
        return self._replace(is_element=True)

    @property
    def patch_key(self) -> str:
        """The key by which strategic patches merge the list here; ``.`` for plain values.

        ``replace`` stands for an object that is replaced; empty for a list that is.
        """
        return "" if self.field is None or self.is_element else self.field.patch

    @property
    def is_value(self) -> bool:
        """Whether the field is an object that Go always has: absent means empty."""
        field = self.field
        return (
            field is not None
            and self.type is not None
            and not (field.is_list or field.is_map or field.is_pointer or self.is_element)
        )

    @property
    def is_always(self) -> bool:
        """Whether the JSON of Go always has the field, as ``null`` if it is not there."""
        return self.field is not None and self.field.is_always and not self.is_element

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


def place_of(kind: Kind) -> Place:
    """The place of a whole object of a kind."""
    return Place(types.of_kind(kind) or _CUSTOM)
