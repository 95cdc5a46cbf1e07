"""Pages of a list, as the API counts them: from 1."""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from cs_simulator.catalog import errors
from cs_simulator.operations._operation import Call

LARGEST_PAGE = 100

Item = TypeVar("Item")


class Page(NamedTuple):
    """A page that a call requests."""

    number: int
    size: int

    @property
    def first(self) -> int:
        """The index of its first item, from 0."""
        return (self.number - 1) * self.size

    def of(self, items: Sequence[Item]) -> Sequence[Item]:
        """The items on it."""
        return items[self.first : self.first + self.size]

    def info(self, total: int) -> dict[str, int]:
        """The page as an answer describes it, with the *total* number of items."""
        return {"page_number": self.number, "page_size": self.size, "total_count": total}


def page_of(
    call: Call, number: str, size: str, default_size: int, largest: int = LARGEST_PAGE
) -> Page:
    """The page that the query parameters *number* and *size* request, *largest* at most.

    Raises ``InvalidParameter`` if one of them is not a whole number of at least 1.
    """
    return Page(_whole(call, number, 1), min(_whole(call, size, default_size), largest))


def _whole(call: Call, name: str, default: int) -> int:
    text = call.query.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text)):
        raise errors.INVALID_PARAMETER(name, "must be a whole number of at least 1")
    return int(text)
