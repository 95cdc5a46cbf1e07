"""Tables of records in memory, and the indexes that find records by something else than the key.

There is no business logic here. Every change of a table reaches its indexes, also when a unit of
work rolls back, so that an index always agrees with its table.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any, Generic, Protocol, TypeVar

from cs_simulator.domain.records import Record
from cs_simulator.domain.records.tables import ResourceTable

K = TypeVar("K", bound=Hashable)
R = TypeVar("R", bound=Record)
R_contra = TypeVar("R_contra", bound=Record, contravariant=True)


class Watcher(Protocol[R_contra]):
    """What is informed of each change of a table."""

    def change(self, old: R_contra | None, new: R_contra | None) -> None:
        """Take note: *old* became *new*; ``None`` stands for no record."""


class Index(Watcher[R_contra], Protocol[R_contra]):
    """What is informed of the records that come and go, and of the changes of one field.

    A change of other fields does not reach it: most changes of a record concern few of its indexes.
    """

    @property
    def field(self) -> str:
        """The name of the field whose changes the index follows; empty for none."""


class Table(Generic[K, R]):
    """Records by key, over default records that all tenants share.

    ``records`` are the tenant's own; one of them that has the key of a default record replaces it.
    """

    __slots__ = (
        "_following",
        "_indexes",
        "_places",
        "_record",
        "_watchers",
        "base",
        "key",
        "name",
        "records",
    )

    def __init__(
        self,
        declared: ResourceTable[K, R],
        *indexes: Index[R],
        watchers: tuple[Watcher[R], ...] = (),
        base: Mapping[K, R] | None = None,
    ) -> None:
        self.name = declared.name
        self.key: Callable[[R], K] = attrgetter(declared.key)
        self.records: dict[K, R] = {}
        self.base: Mapping[K, R] = base or {}
        self._places = {field: place for place, field in enumerate(declared.fields)}
        self._indexes = indexes
        self._following = tuple((self._places[one.field], one) for one in indexes if one.field)
        self._watchers = watchers

    def watch(self, watcher: Watcher[R]) -> None:
        """Inform one more watcher of each change from now on."""
        self._watchers = (*self._watchers, watcher)

    def get(self, key: K) -> R | None:
        """The record of that key, or ``None``."""
        return self.records.get(key) or self.base.get(key)

    def get_own(self, key: K) -> R | None:
        """The tenant's own record of that key; a default record does not count."""
        return self.records.get(key)

    def __getitem__(self, key: K) -> R:
        return self.records[key]

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[R]:
        """The tenant's own records, in the order in which they were put."""
        return iter(self.records.values())

    def everything(self) -> Iterator[R]:
        """The default records, each as it is for the tenant, and then the tenant's other ones."""
        for key, record in self.base.items():
            yield self.records.get(key, record)
        yield from (r for key, r in self.records.items() if key not in self.base)

    def set(self, key: K, new: R | None) -> R | None:
        """Put a record, or remove it with ``None``; returns the record that was there before."""
        records = self.records
        old = records.get(key)
        if new is None:
            records.pop(key, None)
        else:
            records[key] = new
        for watcher in self._watchers:
            watcher.change(old, new)
        if old is None or new is None:
            for index in self._indexes:
                index.change(old, new)
            return old
        for place, index in self._following:
            # The same object is the same value; an index compares the values of others.
            if old[place] is not new[place]:
                index.change(old, new)
        return old

    def undo(self, before: Mapping[K, R | None]) -> None:
        """Put back what some records were; those that return go where they were.

        Tables, and the groups of their records, are in the order of serials.
        """
        returning = [old for key, old in before.items() if old and key not in self.records]
        for key, old in before.items():
            self.set(key, old)
        if returning:
            self.records = dict(sorted(self.records.items(), key=_serial))
            for index in self._indexes:
                if isinstance(index, GroupIndex):
                    index.reorder(returning, self.records)

    def changed(self, record: R, changes: Mapping[str, object]) -> R:
        """The record with other values in some fields: ``record._replace``, in half the time."""
        present: Any = record
        values, places = list(present), self._places
        for field, value in changes.items():
            values[places[field]] = value
        changed: R = tuple.__new__(type(present), values)
        return changed


def _serial(item: tuple[object, Record]) -> int:
    return item[1].serial


class GroupIndex(Generic[R, K]):
    """The keys of the records that share a value, in the order in which they were put.

    Empty values do not count. A value that changes is that of the *field*; a record then goes to
    the end of its new group.
    """

    __slots__ = ("field", "groups", "key", "value")

    def __init__(self, value: str, key: str, *, field: str = "") -> None:
        self.field = field
        self.value: Callable[[R], str] = attrgetter(value)
        self.key: Callable[[R], K] = attrgetter(key)
        self.groups: defaultdict[str, dict[K, None]] = defaultdict(dict)

    def change(self, old: R | None, new: R | None) -> None:
        """Add, remove or regroup a record."""
        if old is not None:
            before = self.value(old)
            if new is not None and self.value(new) == before:
                return
            if before:
                self._remove(before, self.key(old))
        if new is not None and (value := self.value(new)):
            self.groups[value][self.key(new)] = None

    def _remove(self, value: str, key: K) -> None:
        group = self.groups[value]
        del group[key]
        if not group:
            del self.groups[value]

    def reorder(self, returning: Iterable[R], records: Mapping[K, R]) -> None:
        """Put records that return where they were: groups are in the order of serials."""
        for value in set(map(self.value, returning)) & self.groups.keys():
            group = sorted(self.groups[value], key=lambda key: records[key].serial)
            self.groups[value] = dict.fromkeys(group)

    def __getitem__(self, value: str) -> list[K]:
        return list(self.groups.get(value, ()))

    def count(self, value: str) -> int:
        """How many records share the value."""
        return len(self.groups.get(value, ()))

    def __contains__(self, value: str) -> bool:
        return value in self.groups


class CountIndex(Generic[R]):
    """The number of records by a value, such as ``index["vpc-1"]``. Empty values do not count.

    The value follows from one *field* that changes, and from others that do not.
    """

    __slots__ = ("counts", "field", "value")

    def __init__(self, field: str, value: Callable[[R], str]) -> None:
        self.field = field
        self.value = value
        self.counts: dict[str, int] = {}

    def change(self, old: R | None, new: R | None) -> None:
        """Count a record under its new value instead of its old one."""
        before = self.value(old) if old is not None else ""
        now = self.value(new) if new is not None else ""
        if before == now:
            return
        if before:
            self._add(before, -1)
        if now:
            self._add(now, 1)

    def _add(self, value: str, amount: int) -> None:
        count = self.counts.get(value, 0) + amount
        if count:
            self.counts[value] = count
        else:
            del self.counts[value]

    def __getitem__(self, value: str) -> int:
        return self.counts.get(value, 0)
