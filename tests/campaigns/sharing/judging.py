"""Whether what clients were answered, and what the replicas have, is as it must be."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.campaigns.sharing.client import UNANSWERED
from tests.campaigns.sharing.record import Attempt, Known
from tests.docs.pages import block

NOBODY = "default"
"""The tenant of calls that are about no tenant."""
MOVING = {"TenantLeaving", "TenantMoved"}


@dataclass(kw_only=True)
class Outage:
    """A replica that was killed, and when."""

    replica: str
    began: float
    killed: float
    """When the process was surely gone."""
    restarted: float
    """When it was started again."""
    ended: float
    """When it was ready."""


@dataclass(kw_only=True)
class Move:
    """A tenant that was moved to another replica, and when."""

    tenant: str
    source: str
    target: str
    began: float
    ended: float


@dataclass
class Story:
    """What was done to the replicas, as far as it explains answers."""

    homes: dict[str, str]
    """The replica of each tenant in the beginning."""
    outages: list[Outage] = field(default_factory=list)
    cut_short: list[Outage] = field(default_factory=list)
    """Restarts by SIGTERM that took longer than the replica gives itself."""
    moves: list[Move] = field(default_factory=list)

    def home(self, tenant: str, instant: float) -> str:
        """The replica that a tenant had at an instant."""
        moved = [move for move in self.moves if move.tenant == tenant and move.ended < instant]
        return moved[-1].target if moved else self.homes[tenant]

    def final_homes(self) -> dict[str, str]:
        """The replica of each tenant in the end."""
        return {**self.homes, **{move.tenant: move.target for move in self.moves}}

    def problems(self, attempts: Iterable[Attempt]) -> Iterator[str]:
        """What cannot be explained by what was done to the replicas."""
        after_move: Counter[str] = Counter()
        for each in attempts:
            if each.status not in UNANSWERED:
                for outage in self._outages_of(each):
                    if outage.killed < each.began and each.ended < outage.restarted:
                        yield f"{outage.replica} was away, but somebody else answered: {each}"
            elif each.code in MOVING and self._is_moved(each, after_move):
                continue
            elif not any(_explains(outage, each) for outage in self._outages_of(each)):
                yield f"nothing explains this: {each}"

    def _outages_of(self, attempt: Attempt) -> list[Outage]:
        home = self.home(attempt.tenant, attempt.began)
        return [
            each
            for each in (*self.outages, *self.cut_short)
            if each.replica == home and each.began < attempt.ended and attempt.began < each.ended
        ]

    def _is_moved(self, attempt: Attempt, after_move: Counter[str]) -> bool:
        """Whether the refusal is in words, and at most one came when the move was over.

        By that one the proxy learns the tenant's new home.
        """
        for move in self.moves:
            if move.tenant == attempt.tenant and move.began < attempt.ended:
                after_move[move.tenant] += attempt.began > move.ended
                return _is_in_words(attempt) and after_move[move.tenant] <= 1
        return False


def _explains(outage: Outage, attempt: Attempt) -> bool:
    """Whether an outage explains why nobody answered: in words if the call was not sent."""
    if attempt.status == 503:
        return _is_in_words(attempt)
    return attempt.began < outage.killed  # and so it may have been received


def _is_in_words(attempt: Attempt) -> bool:
    return attempt.status == 503 and bool(attempt.code) and len(attempt.message.split()) > 3


# ---- what the replicas have


def existing(known: Iterable[Known]) -> dict[str, dict[str, str]]:
    """The clusters that each tenant has by what its client was answered: ids by name."""
    clusters: dict[str, dict[str, str]] = defaultdict(dict)
    for each in known:
        if each.is_there:
            clusters[each.tenant][each.cluster] = each.cluster_id
        else:
            del clusters[each.tenant][each.cluster]
    return clusters


def calls_in(database: Path) -> dict[str, list[str]]:
    """The request ids of the calls in the journal of each tenant of a file."""
    sql = f"""
        SELECT tenant.name, call.request_id FROM ({block("example: calls by sqlite3")}) AS call
        JOIN tenant ON tenant.id = call.tenant
    """
    found: dict[str, list[str]] = defaultdict(list)
    with closing(sqlite3.connect(database)) as connection:
        for name, request_id in connection.execute(sql):
            found[name].append(request_id)
    return found


def check_journals(
    journals: Mapping[str, Mapping[str, list[str]]], attempts: Iterable[Attempt], story: Story
) -> int:
    """Every call is in exactly one journal, that of its replica, once; returns how many there are.

    A call that was not answered may be there. A read that was answered before a kill may be
    missing: nothing that it changed had to be kept. *journals* are by replica, then by tenant.
    """
    by_tenant: dict[str, list[Attempt]] = defaultdict(list)
    for each in attempts:
        by_tenant[each.tenant].append(each)
    total = 0
    for tenant, home in story.final_homes().items():
        if tenant == NOBODY:
            continue
        holding = [name for name, journal in journals.items() if journal.get(tenant)]
        assert holding == [home], f"calls of {tenant}, at home on {home}, are on {holding}"
        ids = journals[home][tenant]
        assert len(ids) == len(set(ids)), f"calls of {tenant} are in the journal twice"
        _check_calls(tenant, set(ids), by_tenant[tenant], story)
        total += len(ids)
    return total


def _check_calls(tenant: str, kept: set[str], attempts: list[Attempt], story: Story) -> None:
    answered = {each.request_id: each for each in attempts if each.request_id and _is_done(each)}
    missing = [each for request_id, each in answered.items() if request_id not in kept]
    lost = [each for each in missing if each.writes or not _is_before_kill(each, story)]
    assert not lost, f"answered, and missing in the journal of {tenant}: {lost[:5]}"
    unknown = len(kept - answered.keys())
    undecided = sum(not _is_done(each) for each in attempts)
    assert unknown <= undecided, f"{unknown} calls of {tenant} that were not answered, or not sent"


def _is_done(attempt: Attempt) -> bool:
    return attempt.status not in UNANSWERED


def _is_before_kill(attempt: Attempt, story: Story) -> bool:
    home = story.home(attempt.tenant, attempt.began)
    return any(
        outage.replica == home and attempt.ended < outage.killed
        for outage in (*story.outages, *story.cut_short)
    )
