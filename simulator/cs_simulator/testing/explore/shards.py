"""Shards: the parts of one search that run on different machines and know nothing of each other."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Self

from cs_simulator.domain.errors import UsageError
from cs_simulator.domain.randomness import derive

OPTION = "--shard"
MOST = 1000
"""The most shards of a search: each draws the scenarios of all the others, too."""

_WRITTEN = re.compile(r"(\d{1,9})/([1-9]\d{0,8})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Shard:
    """One of *count* shards; they are counted from 1."""

    index: int = 1
    count: int = 1

    @classmethod
    def of(cls, text: str) -> Self:
        """The shard that a text such as ``3/8`` names; raises ``UsageError`` for another one."""
        found = _WRITTEN.fullmatch(text)
        if not found:
            raise _refused(text, "write which of how many it is, such as 3/8 or 8/8")
        index, count = int(found[1]), int(found[2])
        if count > MOST:
            raise _refused(text, f"there are at most {MOST:,} shards")
        if index > count:
            raise _refused(text, f"shards are counted from 1 to {count}")
        if index == 0:
            advice = f"to one that counts from 0, add 1: $((JOB_COMPLETION_INDEX + 1))/{count}"
            raise _refused(text, f"shards are counted from 1 to {count}", advice)
        return cls(index, count)

    def __str__(self) -> str:
        return f"{self.index}/{self.count}"

    @property
    def is_whole(self) -> bool:
        """Whether it is all of the search."""
        return self.count == 1

    @property
    def folder(self) -> str:
        """The name of its own folder among those of the others."""
        return f"shard-{self.index}-of-{self.count}"

    def share(self, amount: int) -> int:
        """How many of so many are its own; those of all shards add up to *amount*."""
        return amount // self.count + (self.index <= amount % self.count)

    def seed_of(self, seed: int) -> int:
        """Its own seed in a search with a seed; of the only shard it is that of the search."""
        if self.is_whole:
            return seed
        return derive(seed, "shard", self.index, self.count).number(63)

    def owns(self, source: Mapping[str, Any]) -> bool:
        """Whether it is the shard, of all of them, that may make up this scenario."""
        digest = blake2b(json.dumps(source, sort_keys=True).encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big") % self.count == self.index - 1


WHOLE = Shard()


def _refused(text: str, cause: str, advice: str = "") -> UsageError:
    return UsageError(cause, subject=f"{OPTION} {text}", advice=advice)
