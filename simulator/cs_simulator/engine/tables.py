"""Tables of records in memory, and the indexes that find records by something else than the key.

There is no business logic here. Every change of a table reaches its indexes, also when a unit of
work rolls back, so that an index always agrees with its table.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Hashable, Iterator, Mapping
from heapq import heappop, heappush
from operator import attrgetter
from typing import Generic, Protocol, TypeVar

from cs_simulator.domain import network
from cs_simulator.domain.records import Cluster, Instance, Node, Record, ScheduledAction, Step
from cs_simulator.domain.records.tables import ResourceTable

K = TypeVar("K", bound=Hashable)
R = TypeVar("R", bound=Record)
R_contra = TypeVar("R_contra", bound=Record, contravariant=True)


class Index(Protocol[R_contra]):
    """What is informed of each change of a table."""

    def change(self, old: R_contra | None, new: R_contra | None) -> None:
        """Update the index: *old* became *new*; ``None`` stands for no record."""


class Table(Generic[K, R]):
    """Records by key, over default records that all tenants share.

    ``records`` are the tenant's own; one of them that has the key of a default record replaces it.
    """

    __slots__ = ("base", "indexes", "key", "name", "records")

    def __init__(
        self,
        declared: ResourceTable[K, R],
        *indexes: Index[R],
        base: Mapping[K, R] | None = None,
    ) -> None:
        self.name = declared.name
        self.key: Callable[[R], K] = attrgetter(declared.key)
        self.records: dict[K, R] = {}
        self.indexes = indexes
        self.base: Mapping[K, R] = base or {}

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
        for index in self.indexes:
            index.change(old, new)
        return old


class GroupIndex(Generic[R, K]):
    """The keys of the records that share a value, in the order in which they were put."""

    __slots__ = ("groups", "key", "value")

    def __init__(self, value: str, key: str) -> None:
        self.value: Callable[[R], str] = attrgetter(value)
        self.key: Callable[[R], K] = attrgetter(key)
        self.groups: dict[str, dict[K, None]] = {}

    def change(self, old: R | None, new: R | None) -> None:
        """Add a new record to its group, or remove one. Its value must not change."""
        if new is None and old is not None:
            value = self.value(old)
            group = self.groups[value]
            del group[self.key(old)]
            if not group:
                del self.groups[value]
        elif old is None and new is not None:
            self.groups.setdefault(self.value(new), {})[self.key(new)] = None

    def __getitem__(self, value: str) -> list[K]:
        return list(self.groups.get(value, ()))

    def count(self, value: str) -> int:
        """How many records share the value."""
        return len(self.groups.get(value, ()))

    def __contains__(self, value: str) -> bool:
        return value in self.groups


class NameIndex(GroupIndex[R, K]):
    """A group index by a value that may change, as names do."""

    __slots__ = ()

    def change(self, old: R | None, new: R | None) -> None:
        """Add, remove or regroup a record."""
        if old is not None and new is not None:
            if self.value(old) == self.value(new):
                return
            super().change(old, None)
            old = None
        super().change(old, new)


class CountIndex(Generic[R]):
    """The number of records by a value, such as ``index["vpc-1"]``. Empty values do not count."""

    __slots__ = ("counts", "value")

    def __init__(self, value: Callable[[R], str]) -> None:
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


class BlockIndex:
    """The container blocks of each VPC's clusters, in the order of their addresses.

    Blocks of one VPC never overlap, so a candidate can only overlap the last one that begins
    before the candidate's end. Clusters without a block of their own are not in it.
    """

    __slots__ = ("blocks",)

    def __init__(self) -> None:
        self.blocks: dict[str, list[tuple[int, int]]] = {}

    def change(self, old: Cluster | None, new: Cluster | None) -> None:
        """Add the block of a new cluster, or remove that of a deleted one. It must not change."""
        if old is None and new is not None and new.container_cidr:
            block = network.block(new.container_cidr)
            insort(self.blocks.setdefault(new.vpc_id, []), (block.first, block.last))
        elif new is None and old is not None and old.container_cidr:
            block = network.block(old.container_cidr)
            blocks = self.blocks[old.vpc_id]
            del blocks[bisect_left(blocks, (block.first, block.last))]

    def overlaps(self, vpc_id: str, candidate: network.Block) -> bool:
        """Whether the block of a cluster of the VPC overlaps with the candidate."""
        blocks = self.blocks.get(vpc_id)
        if not blocks:
            return False
        index = bisect_right(blocks, (candidate.last, candidate.last))
        return index > 0 and blocks[index - 1][1] >= candidate.first


class AddressIndex:
    """The addresses in use in each vSwitch, and from where to search for the lowest free one.

    An address can be in use twice: by an instance, and by the node that it became.
    """

    __slots__ = ("lowest", "taken")

    def __init__(self) -> None:
        self.taken: dict[str, dict[int, int]] = {}
        self.lowest: dict[str, int] = {}

    def change(self, old: Node | Instance | None, new: Node | Instance | None) -> None:
        """Count the new address as used, and the old one once less."""
        before = old.ip_address if old else ""
        now = new.ip_address if new else ""
        if before == now:
            return
        if old and before:
            self._release(old.vswitch_id, network.number(before))
        if new and now:
            taken = self.taken.setdefault(new.vswitch_id, {})
            number = network.number(now)
            taken[number] = taken.get(number, 0) + 1

    def _release(self, vswitch_id: str, number: int) -> None:
        taken = self.taken[vswitch_id]
        taken[number] -= 1
        if not taken[number]:
            del taken[number]
            self.lowest[vswitch_id] = min(self.lowest.get(vswitch_id, number), number)

    def free(self, vswitch_id: str, switch: network.Block) -> str | None:
        """The lowest free address of the vSwitch, or ``None`` if all are in use."""
        taken = self.taken.get(vswitch_id, ())
        usable = network.usable(switch)
        for number in range(max(self.lowest.get(vswitch_id, 0), usable.start), usable.stop):
            if number not in taken:
                self.lowest[vswitch_id] = number
                return network.address(number)
        return None


D = TypeVar("D", Step, ScheduledAction)


class DueIndex(Generic[D]):
    """Pending steps or actions, in the order of (``due``, ``serial``), in which they run.

    One that is removed stays in the heap until it comes first: then it is no longer in the table.
    """

    __slots__ = ("heap",)

    def __init__(self) -> None:
        self.heap: list[tuple[int, int]] = []

    def change(self, old: D | None, new: D | None) -> None:
        """Add what was put or has another due time."""
        if new is not None:
            heappush(self.heap, (new.due, new.serial))

    def first(self, pending: Mapping[int, D]) -> D | None:
        """The first one that is still pending, or ``None``."""
        heap = self.heap
        while heap:
            due, serial = heap[0]
            found = pending.get(serial)
            if found is not None and found.due == due:
                return found
            heappop(heap)
        return None
