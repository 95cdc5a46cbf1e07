"""The indexes that know what their records are: addresses, due times, tasks and their stages."""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Mapping
from heapq import heappop, heappush, heapreplace
from typing import Generic, TypeVar

from cs_simulator.domain import network
from cs_simulator.domain.records import (
    HELD,
    Cluster,
    Instance,
    KubernetesTimer,
    Node,
    ScheduledAction,
    Step,
    Task,
)


class BlockIndex:
    """The container blocks of each VPC's clusters, in the order of their addresses.

    Blocks of one VPC never overlap, so a candidate can only overlap the last one that begins
    before the candidate's end. Clusters without a block of their own are not in it.
    """

    __slots__ = ("blocks",)

    field = ""

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

    field = "ip_address"

    def __init__(self) -> None:
        self.taken: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self.lowest: dict[str, int] = {}

    def change(self, old: Node | Instance | None, new: Node | Instance | None) -> None:
        """Count the new address as used, and the old one once less."""
        before = old.ip_address if old else ""
        now = new.ip_address if new else ""
        if before == now:
            return
        if old and before:
            self._release(old.vswitch_id, before)
        if new and now:
            taken = self.taken[new.vswitch_id]
            taken[now] = taken.get(now, 0) + 1

    def _release(self, vswitch_id: str, address: str) -> None:
        taken = self.taken[vswitch_id]
        taken[address] -= 1
        if not taken[address]:
            del taken[address]
            number = network.number(address)
            self.lowest[vswitch_id] = min(self.lowest.get(vswitch_id, number), number)

    def free(self, vswitch_id: str, switch: network.Block) -> str | None:
        """The lowest free address of the vSwitch, or ``None`` if all are in use."""
        taken = self.taken.get(vswitch_id, ())
        usable = network.usable(switch)
        for number in range(max(self.lowest.get(vswitch_id, 0), usable.start), usable.stop):
            address = network.address(number)
            if address not in taken:
                self.lowest[vswitch_id] = number
                return address
        return None


D = TypeVar("D", Step, ScheduledAction, KubernetesTimer)


# A place in the order is one number, which is compared and kept faster than two: the due time, and
# the serial in as many bits as the id of a row has for it.
_SERIAL_BITS = 40
_SERIAL_MASK = (1 << _SERIAL_BITS) - 1


class DueIndex(Generic[D]):
    """Pending steps, actions or timers, in the order of (``due``, ``serial``), in which they run.

    Steps that are held are not in it. One that is removed, or gets another due time, stays in the
    heap as it was until it comes first: then the table has no such record any more.
    """

    __slots__ = ("heap",)

    field = "due"

    def __init__(self) -> None:
        self.heap: list[int] = []

    def change(self, old: D | None, new: D | None) -> None:
        """Add what was put or has another due time; it replaces the first one if it was that."""
        if new is None or new.due == HELD:
            return
        heap, place = self.heap, new.due << _SERIAL_BITS | new.serial
        if old is not None and heap and heap[0] == old.due << _SERIAL_BITS | old.serial:
            heapreplace(heap, place)
        else:
            heappush(heap, place)

    def first(self, pending: Mapping[int, D]) -> D | None:
        """The first one that is still pending, or ``None``."""
        heap = self.heap
        while heap:
            place = heap[0]
            found = pending.get(place & _SERIAL_MASK)
            if found is not None and found.due == place >> _SERIAL_BITS:
                return found
            heappop(heap)
        return None


class OpenTaskIndex:
    """The tasks of each cluster that have not ended, in the order in which they were started."""

    __slots__ = ("by_cluster",)

    field = "state"

    def __init__(self) -> None:
        self.by_cluster: defaultdict[str, dict[int, str]] = defaultdict(dict)

    def change(self, old: Task | None, new: Task | None) -> None:
        """Add a task that is open, or remove one that has ended."""
        was, is_now = old is not None and not old.has_ended, new is not None and not new.has_ended
        if was == is_now:
            return
        if new is not None and is_now:
            self.by_cluster[new.cluster_id][new.serial] = new.task_id
        elif old is not None:
            of_cluster = self.by_cluster[old.cluster_id]
            del of_cluster[old.serial]
            if not of_cluster:
                del self.by_cluster[old.cluster_id]

    def __getitem__(self, cluster_id: str) -> list[str]:
        of_cluster = self.by_cluster.get(cluster_id, {})
        return [of_cluster[serial] for serial in sorted(of_cluster)]


class StageCounts:
    """How many steps each task has under way in each of its stages, by the stage's index."""

    __slots__ = ("by_task",)

    field = "stage"

    def __init__(self) -> None:
        self.by_task: defaultdict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))

    def change(self, old: Step | None, new: Step | None) -> None:
        """Count a step in its new stage instead of its old one; a mere wait is in none."""
        if new is not None and not new.is_wait:
            self.by_task[new.task_id][new.stage] += 1
        if old is not None and not old.is_wait:
            counts = self.by_task[old.task_id]
            counts[old.stage] -= 1
            if not counts[old.stage]:
                del counts[old.stage]
                if not counts:
                    del self.by_task[old.task_id]

    def __getitem__(self, task_id: str) -> Mapping[int, int]:
        return self.by_task.get(task_id, _NOTHING)


_NOTHING: Mapping[int, int] = {}
