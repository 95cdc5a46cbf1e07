"""A watch that is under way: what has been sent, and what is to be sent next."""

from cs_simulator.domain.records import ClusterState, KubernetesObject
from cs_simulator.engine.world import World
from cs_simulator.kubernetes.changes import ChangeLog
from cs_simulator.kubernetes.follower import changes_of
from cs_simulator.kubernetes.kinds import registry
from cs_simulator.kubernetes.shown import View
from cs_simulator.kubernetes.watching import events
from cs_simulator.kubernetes.watching.early_end import EarlyEnd
from cs_simulator.kubernetes.watching.start import WatchStart
from cs_simulator.scenarios.rules.effects import EndWatch

_GONE = (ClusterState.DELETING, ClusterState.DELETED, ClusterState.DELETE_FAILED)


class Watch:
    """Says what is to be sent, each time that more is committed.

    Who streams sends ``start.first``, and then, again and again, :meth:`lines` until
    :attr:`is_over`; once in a while :meth:`bookmark`, if ``start.wants_bookmarks``.
    """

    __slots__ = ("_early", "_has_columns", "is_over", "start", "version")

    def __init__(self, start: WatchStart, end: EndWatch | None = None) -> None:
        self.start = start
        self._early = EarlyEnd(end) if end is not None else None
        self.version = start.version
        """Everything up to this version was sent."""
        self.is_over = start.is_over
        """Whether nothing more will come, so that the stream ends."""
        self._has_columns = start.has_columns

    @property
    def is_reset(self) -> bool:
        """Whether the stream ends by a reset of its connection, once it is over."""
        return self._early is not None and self._early.is_reset

    @property
    def ends(self) -> int | None:
        """The virtual instant at which a rule ends it, whatever happens; ``None`` if none does."""
        return self._early.ends if self._early is not None else None

    def lines(self, world: World, until: int, now: int) -> list[bytes]:
        """What to send of the changes up to the version *until*, the last one that is committed.

        *now* is the virtual instant, by which ages in tables are. A tenant that was loaded again,
        reset or restored has another *world*, whose versions are not those that were sent: the only
        line then says so, as it does where changes were forgotten before they were sent.
        """
        if self.is_over:
            return []
        lines = self._of_changes(world, until, now)
        if self._early is None or self.is_over:
            return lines
        return self._cut(self._early, lines, now)

    def _cut(self, early: EarlyEnd, lines: list[bytes], now: int) -> list[bytes]:
        """As many of the lines as are sent before a rule ends the watch."""
        kept = early.kept(lines, now)
        self.is_over = early.has_come
        if early.is_over_with_error:
            kept.append(events.expired(self.version, self.version + 1))
        return kept

    def _of_changes(self, world: World, until: int, now: int) -> list[bytes]:
        """The lines about changes."""
        start = self.start
        changes = changes_of(world)
        if changes is not start.changes:
            return self._expired(changes)
        if until <= self.version:
            return []
        found = changes.since(start.cluster_id, start.kind.resource, self.version, until)
        if found is None:
            return self._expired(changes)
        self.version = until
        self.is_over = _is_gone(world, start)
        view = View(world, start.kind, start.shape, now)
        seen = (events.seen(change, start.namespace, start.selector) for change in found)
        return [self._line(view, *each) for each in seen if each is not None]

    def bookmark(self) -> bytes:
        """The line that says up to which version everything was sent."""
        return events.bookmark(self.start.kind, self.start.shape, self.version)

    def _expired(self, changes: ChangeLog) -> list[bytes]:
        self.is_over = True
        return [events.expired(self.version, changes.start)]

    def _line(self, view: View, happening: events.Happening, found: KubernetesObject) -> bytes:
        shown = view.event(found, with_columns=not self._has_columns)
        self._has_columns = True
        return events.line(happening, shown)


def _is_gone(world: World, start: WatchStart) -> bool:
    """Whether the cluster is gone, or serves the custom kind in that version no more."""
    cluster = world.clusters.get(start.cluster_id)
    if cluster is None or cluster.state in _GONE:
        return True
    kind = start.kind
    if not kind.is_custom:
        return False
    found = registry.served(world, cluster).find(kind.group, kind.version, kind.plural)
    return found is None
