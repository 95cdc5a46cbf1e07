"""The client processes, and what their records say while they work."""

import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO

from tests.campaigns.campaign import SECRETS
from tests.campaigns.sharing.calling import ACS, ACS3
from tests.campaigns.sharing.client import UNANSWERED, Orders
from tests.campaigns.sharing.record import Attempt, Known, Line, Reading, Wrong
from tests.support.cluster_kinds import TYPES, type_in_use

BETWEEN = 0.1  # seconds between two looks at the records
LONGEST_PAUSE = 180  # seconds without any call: then nothing goes on


class Watch:
    """All that the records have said so far."""

    def __init__(self, processes: Sequence["subprocess.Popen[str]"], paths: Sequence[Path]) -> None:
        self._processes = processes
        self._readings = [Reading(path) for path in paths]
        self.attempts: list[Attempt] = []
        self.known: list[Known] = []
        self.answered: Counter[str] = Counter()
        """How many calls of each tenant were answered."""

    def look(self) -> bool:
        """Take in what is new, and return whether there was any; raise if something is wrong."""
        new = [line for reading in self._readings for line in reading.lines()]
        for line in new:
            self._take(line)
        return bool(new)

    def _take(self, line: Line) -> None:
        match line:
            case Attempt():
                self.attempts.append(line)
                self.answered[line.tenant] += line.status not in UNANSWERED
            case Known():
                self.known.append(line)
            case Wrong():
                raise AssertionError(f"tenant {line.tenant}: {line.problem}")

    def until(self, is_so: Callable[[], bool], what: str) -> None:
        """Look until something is so; raises ``AssertionError`` if nothing goes on any more."""
        latest = time.monotonic()
        while not is_so():
            if self.look():
                latest = time.monotonic()
            ended = [
                process.returncode for process in self._processes if process.poll() is not None
            ]
            assert not ended, f"client processes have ended: {ended}"
            assert time.monotonic() < latest + LONGEST_PAUSE, f"nothing goes on: {what}"
            threading.Event().wait(BETWEEN)

    def until_answered(self, tenants: Collection[str], calls: int, what: str) -> None:
        """Look until so many more calls of each of the tenants were answered."""
        self.look()
        goals = {tenant: self.answered[tenant] + calls for tenant in tenants}
        self.until(lambda: all(self.answered[name] >= goal for name, goal in goals.items()), what)

    def refused(self, tenants: Collection[str]) -> int:
        """How many calls of these tenants the proxy has refused."""
        self.look()
        return sum(each.status == 503 and each.tenant in tenants for each in self.attempts)

    def count(self, is_so: Callable[[Attempt], bool]) -> int:
        """How many of the calls are so."""
        return sum(map(is_so, self.attempts))


@contextmanager
def clients(folder: Path, address: str, keys: Mapping[str, str], processes: int) -> Iterator[Watch]:
    """Client processes, which share the tenants; *keys* names the tenants of AccessKey ids.

    They end with the block, when each has looked at all its tenants once more.
    """
    paths = [folder / f"client-{number:02}.jsonl" for number in range(processes)]
    types = sorted(TYPES, key=lambda name: name != type_in_use())
    started = []
    for number, path in enumerate(paths):
        path.touch()
        orders = Orders(
            address=address,
            record=str(path),
            token=SECRETS["control token"],
            secret=SECRETS["access key secret"],
            password=SECRETS["password"],
            cluster_type=types[number % 2],
            is_sdk=number == 0,
            tenants=[
                {"tenant": tenant, "key": key, "form": ACS3 if index % 2 else ACS}
                for index, (key, tenant) in enumerate(list(keys.items())[number::processes])
            ],
        )
        started.append(_start(orders))
    watch = Watch(started, paths)
    try:
        yield watch
        for process in started:
            _stdin(process).close()
        for process in started:
            assert process.wait(LONGEST_PAUSE) == 0, "a client process has failed"
        watch.look()
    finally:
        for process in started:
            process.kill()
            process.communicate()


def _start(orders: Orders) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.campaigns.sharing.client"]
    kept = {name: text for name, text in os.environ.items() if not name.lower().endswith("_proxy")}
    process = subprocess.Popen(command, stdin=subprocess.PIPE, text=True, env=kept)
    _stdin(process).write(f"{json.dumps(asdict(orders))}\n")
    _stdin(process).flush()
    return process


def _stdin(process: "subprocess.Popen[str]") -> IO[str]:
    assert process.stdin
    return process.stdin
