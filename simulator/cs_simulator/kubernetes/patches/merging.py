"""How patches merge into the parts of an object: what its type says of them."""

from dataclasses import dataclass
from typing import Self

from cs_simulator.kubernetes import types
from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.kubernetes.types import SCALARS, Field, Type


@dataclass(frozen=True, slots=True)
class Merging:
    """How a patch merges into one part of an object."""

    type: Type | None = None
    """The type of the part, of its elements if it is a list; ``None`` if it has no fields."""
    field: Field | None = None
    """The field that it is in; ``None`` for the object itself."""

    @property
    def is_merged(self) -> bool:
        """Whether a list here is merged, and not replaced."""
        return self.field is not None and bool(self.field.patch)

    @property
    def key(self) -> str | None:
        """The field that tells the elements of a list apart; ``None`` for plain values."""
        patch = self.field.patch if self.field else ""
        return patch if patch != "." else None

    @property
    def is_replaced(self) -> bool:
        """Whether an object here is replaced, and not merged."""
        return self.field is not None and self.field.patch == "replace"

    def of(self, name: str) -> Self:
        """How the field *name* of this part is merged."""
        is_map = self.field is not None and self.field.is_map
        field = None if self.type is None or is_map else self.type.by_name.get(name)
        if field is None or field.type in SCALARS:
            return type(self)(None, field)
        return type(self)(types.find(field.type), field)


def merging_of(kind: Kind) -> Merging | None:
    """How a patch merges into objects of a kind; ``None`` for custom kinds."""
    of_kind = types.of_kind(kind)
    return None if of_kind is None else Merging(of_kind)
