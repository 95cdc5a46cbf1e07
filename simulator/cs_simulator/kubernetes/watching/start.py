"""What a watch begins with, as the verb ``watch`` answers it and who streams it takes it."""

from typing import NamedTuple

from cs_simulator.kubernetes.changes import ChangeLog
from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.kubernetes.selectors import Selector
from cs_simulator.kubernetes.shapes import Shape


class WatchStart(NamedTuple):
    """A watch that begins: what is sent at once, and what decides which changes follow.

    It is :attr:`cs_simulator.operations.Reply.watch`; a
    :class:`cs_simulator.kubernetes.watching.watch.Watch` is made of it.
    """

    cluster_id: str
    kind: Kind
    namespace: str
    """Empty for objects of all namespaces."""
    selector: Selector
    shape: Shape
    changes: ChangeLog
    """The log that has the changes after the version."""
    version: int
    """The version after which changes are sent."""
    first: tuple[bytes, ...] = ()
    """The lines to send before all others, as soon as everything is committed that was there."""
    is_over: bool = False
    """Whether it ends after these lines, which then say why."""
    has_columns: bool = False
    """Whether they name the columns of a table already."""
    wants_bookmarks: bool = False
    timeout: int = 1800
    """After how many seconds of real time the stream ends as if nothing were the matter."""
