"""Hostile requests: mutated ones, over raw sockets, many at a time, some of them left half-way.

A real process with a file, signatures and a token for its control plane gets them. Whatever they
are, each is answered in the dialect of its plane or its connection ends; none is answered 500; the
log has no traceback and no secret; and the process serves well-meaning callers as before.
"""

import asyncio
import json
import re
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from tests.campaigns.campaign import SECRETS, Campaign, Figures, Run
from tests.campaigns.mutations import Mutator
from tests.support.builders import a_create_body
from tests.support.process import command

AT_ONCE = 24
SILENCE = 0.05  # real seconds after which no more of a response is expected
MOST_MEMORY = 600  # MB
ANSWERED = re.compile(rb"HTTP/1\.[01] (\d{3}) ")


class Seen:
    """What was answered to how many."""

    def __init__(self) -> None:
        self.statuses: Counter[int] = Counter()
        self.wrong: list[str] = []

    def count(self, first: int, last: int) -> int:
        """How many were answered with a status from *first* to *last*."""
        return sum(number for status, number in self.statuses.items() if first <= status <= last)

    def take(self, sent: bytes, received: bytes) -> None:
        """Look at the first response to what was sent."""
        found = ANSWERED.match(received)
        if found is None:
            if received:
                self.wrong.append(f"no HTTP: {received[:200]!r} to {sent[:500]!r}")
            self.statuses[0] += 1
            return
        status = int(found[1])
        self.statuses[status] += 1
        if status == 500:
            self.wrong.append(f"{received[-300:]!r} to {sent[:1500]!r}")
        head, _, body = received.partition(b"\r\n\r\n")
        if status >= 400 and body and not re.search(rb"(?i)content-type: application/json", head):
            self.wrong.append(f"no JSON: {received[:400]!r} to {sent[:500]!r}")


@asynccontextmanager
async def simulator(folder: Path) -> AsyncIterator[tuple[asyncio.subprocess.Process, int]]:
    """A process that writes everything into the folder, and its port."""
    log = folder / "server.log"
    options = [
        "--port=0", "--master-port=none", f"--db={folder / 'state.db'}", "--clock=frozen",
        f"--endpoint-file={folder / 'endpoint'}", f"--control-token={SECRETS['control token']}",
        f"--credentials=LTAIowner:{SECRETS['access key secret']}", "--log-format=json",
        "--auth=log", "--header-time=5", "--body-time=5",
    ]  # fmt: skip
    with log.open("wb") as errors:
        process = await asyncio.create_subprocess_exec(*command("serve", *options), stderr=errors)
    try:
        waiting = command("wait", f"--endpoint-file={folder / 'endpoint'}", "--timeout=30")
        waited = await asyncio.create_subprocess_exec(*waiting, stdout=asyncio.subprocess.DEVNULL)
        assert await waited.wait() == 0, log.read_text()
        yield process, int((folder / "endpoint").read_text().rpartition(":")[2])
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def attack(port: int, mutator: Mutator, amount: int, seen: Seen) -> None:
    """Send as many messages, each on a connection of its own."""
    for _ in range(amount):
        raw = mutator.message()
        pieces = mutator.chance.choice((1, 1, 1, 2, 5))
        leaves = mutator.chance.random() < 0.1
        received = b""
        with suppress(ConnectionError):
            received = await exchange(port, raw, pieces, leaves=leaves)
        if not leaves:
            seen.take(raw, received)


async def exchange(port: int, raw: bytes, pieces: int, *, leaves: bool) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        size = max(1, len(raw) // pieces)
        for start in range(0, len(raw), size):
            writer.write(raw[start : start + size])
            await asyncio.sleep(0)
        return b"" if leaves else await received_from(reader)
    finally:
        writer.transport.abort()


async def received_from(reader: asyncio.StreamReader) -> bytes:
    """What comes until the first response is whole, or nothing more comes."""
    received = b""
    with suppress(TimeoutError):
        while not is_whole(received):
            piece = await asyncio.wait_for(reader.read(65536), 5 if received else SILENCE)
            if not piece:
                break
            received += piece
            if received.startswith(b"HTTP/1.1 100 "):
                received = received.partition(b"\r\n\r\n")[2]
    return received


def is_whole(received: bytes) -> bool:
    head, mark, body = received.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    return bool(mark) and (length is None or len(body) >= int(length[1]))


async def call(port: int, method: str, path: str, body: object = None) -> tuple[int, object]:
    """A well-meaning call, by a key that nobody else has."""
    raw = json.dumps(body).encode() if body is not None else b""
    control = path.startswith("/_simulator/")
    owner = f"Bearer {SECRETS['control token']}" if control else "acs LTAIhonest:sig"
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(raw)}\r\n"
        f"Authorization: {owner}\r\nX-Simulator-Tenant: LTAIhonest\r\n"
        "Content-Type: application/json\r\nConnection: close\r\n\r\n"
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(head.encode() + raw)
    answer = await asyncio.wait_for(reader.read(-1), 60)
    writer.close()
    return int(answer[9:12]), json.loads(answer.partition(b"\r\n\r\n")[2])


async def serve_well(port: int) -> None:
    """A cluster is created and comes to run, as if nothing had happened."""
    status, created = await call(port, "POST", "/clusters", a_create_body())
    assert status == 202, created
    status, advanced = await call(port, "POST", "/_simulator/clock/advance", {"until": "idle"})
    assert status == 200, advanced
    status, clusters = await call(port, "GET", "/clusters")
    assert isinstance(clusters, list)
    assert [cluster["state"] for cluster in clusters] == ["running"], clusters


def memory_of(pid: int) -> int:
    """What the process has in memory, in MB; 0 where that cannot be read."""
    if sys.platform != "linux":
        return 0
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) // 1024 if found else 0


def check_log(log: Path) -> int:
    """Every line is one of ours, and none is an error; returns how many there are."""
    lines = log.read_text().splitlines()
    for line in lines:
        entry = json.loads(line)
        assert "exception" not in entry, line[:3000]
        assert entry["level"] != "error", line[:3000]
    return len(lines)


async def run(given: Run) -> Figures:
    """Attack, and see that nothing came of it."""
    seen = Seen()
    async with simulator(given.folder) as (process, port):
        share, rest = divmod(given.amount, AT_ONCE)
        await asyncio.gather(
            *[
                attack(port, Mutator(given.seed * 1000 + each), share + (each < rest), seen)
                for each in range(AT_ONCE)
            ]
        )
        assert process.returncode is None, "the process has ended"
        assert not seen.wrong, f"{len(seen.wrong)}:\n" + "\n".join(seen.wrong[:20])
        await serve_well(port)
        memory = memory_of(process.pid)
        assert memory < MOST_MEMORY, f"{memory} MB in memory"
    assert process.returncode == 0, process.returncode
    lines = check_log(given.folder / "server.log")
    return {
        "answered well": sum(
            number for status, number in seen.statuses.items() if 0 < status < 400
        ),
        "refused": sum(number for status, number in seen.statuses.items() if status >= 400),
        "not answered, being half requests": seen.statuses[0],
        "answered 500": 0,
        "lines of the log": lines,
        "MB in memory": memory,
    }


CAMPAIGN = Campaign(
    name="hostile",
    proves="whatever is sent is answered or refused in words: no 500, no traceback, no secret",
    unit="requests",
    amount=100_000,
    short=800,
    run=run,
    greatest=("MB in memory",),
)
