"""What is known of the tenants, over all lives of the process: what was sent, and what was shown.

A tenant that is reset begins a new story. One that loads a snapshot, or is forked from it, goes on
with the story as it was when the snapshot was saved: request ids, time and tokens with it.
"""

import asyncio
import time
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from math import inf

from cs_simulator.domain import instants

CLOCKS = ("realtime", "scaled", "frozen", "polling")


@dataclass
class Story:
    """What is known of one tenant since it began."""

    sent: dict[str, int] = field(default_factory=dict)
    """Sizes of the clusters whose creation was sent, by name."""
    created: dict[str, str] = field(default_factory=dict)
    """Ids of clusters whose creation was answered, by name."""
    running: set[str] = field(default_factory=set)
    """Names of clusters that were shown as running."""
    deleting: set[str] = field(default_factory=set)
    """Names of clusters whose deletion was sent."""
    deleted: set[str] = field(default_factory=set)
    """Names of clusters whose deletion was answered."""
    tasks: set[str] = field(default_factory=set)
    """Tasks that answers of this life named."""
    tokens: dict[str, set[str]] = field(default_factory=dict)
    """Tokens whose creation was answered, by name of their cluster."""
    over: set[str] = field(default_factory=set)
    """Tokens that were shown as inactive, or whose revocation was answered."""
    ids: set[str] = field(default_factory=set)
    """Request ids of all answers."""
    writes: dict[str, str] = field(default_factory=dict)
    """Answered writes, by their request ids."""
    reads: set[str] = field(default_factory=set)
    """Request ids of reads that were answered in this life."""
    received_until: float = inf
    """The real instant, in microseconds, at which the last call of the journal was received."""
    latest: int = 0
    """The latest time that was shown."""
    refused: int = 0
    """How many calls a rule was seen to refuse."""

    def survivors(self):
        return set(self.created) - self.deleting

    def undecided(self):
        return (set(self.sent) - set(self.created)) | (self.deleting - self.deleted)

    def note_time(self, text, not_before):
        """Take in a time that an answer showed to a call that was sent when *not_before* was."""
        now = instants.from_text(text)
        assert now >= not_before, f"time went back by {(not_before - now) / 1e6} s"
        self.latest = max(self.latest, now)

    def note_answer(self, request_id, status, write):
        """Take in the id of an answer; *write* says what was called, empty for a read."""
        assert request_id not in self.ids, f"the request id {request_id} was given twice"
        self.ids.add(request_id)
        if not write:
            self.reads.add(request_id)
        elif status < 300:
            self.writes[request_id] = write

    def anew(self, keep):
        """The story that begins with a reset."""
        kept = Story(received_until=inf if "calls" in keep else 0)
        if "clock" in keep:
            kept.latest = self.latest
        if "calls" in keep:
            kept.ids, kept.writes = set(self.ids), dict(self.writes)
        return kept


class Tenant:
    """A tenant, its story, and what a call may have made of it that was not answered."""

    def __init__(self, name, story=None):
        self.name = name
        self.story = story or Story()
        self.other = None
        """Its story if the last call that was sent to the tenant as a whole was done."""
        self.snapshots = {}
        """The story as it was when each snapshot was saved, by name."""
        self.maybe = {}
        """The same, of snapshots whose saving or deletion was sent and not answered."""
        self.is_there = True
        """``None`` if a making or a deletion was sent and not answered."""
        self.open()

    def open(self):
        """Let calls in, at the beginning of a life."""
        self._inside, self._is_closed, self._changed = 0, False, asyncio.Condition()

    @asynccontextmanager
    async def among_others(self):
        """A block during which the tenant is not replaced as a whole."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self._is_closed)
            self._inside += 1
        try:
            yield self.story
        finally:
            self._inside -= 1
            await self._tell()

    @asynccontextmanager
    async def alone(self):
        """A block during which no other call of the tenant is under way."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self._is_closed)
            self._is_closed = True
            await self._changed.wait_for(lambda: not self._inside)
        try:
            yield self.story
        finally:
            self._is_closed = False
            await self._tell()

    async def _tell(self):
        async with self._changed:
            self._changed.notify_all()

    @asynccontextmanager
    async def becoming(self, life, story):
        """A block that makes the tenant go on with another story, if it is answered."""
        life.check()
        self.other = story
        yield
        self.go_on(story)

    def go_on(self, story):
        story.received_until = inf
        self.story, self.other = story, None


@dataclass
class Ledger:
    """All tenants, and how much was done."""

    tenants: list[Tenant] = field(default_factory=list)
    """One for each mode of the clock; they are never deleted."""
    others: dict[str, Tenant] = field(default_factory=dict)
    """Tenants that come and go."""
    made: int = 0
    """The number of names that were given."""
    counts: dict[str, int] = field(default_factory=dict)

    def name(self, kind):
        self.made += 1
        return f"{kind}{self.made}"

    def count(self, what, amount=1):
        self.counts[what] = self.counts.get(what, 0) + amount

    def there(self):
        return [*self.tenants, *(other for other in self.others.values() if other.is_there)]


def copy_of(story):
    """The story as it is now, for a snapshot."""
    copy = deepcopy(story)
    copy.received_until = min(story.received_until, time.time_ns() // 1000)
    copy.tasks.clear()
    copy.reads.clear()
    return copy
