"""One life of the process: its start, the calls to it, and its end at a drawn moment."""

import asyncio
import json
import resource
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from tests.support.answer import Answer

QUOTAS = ("clusters", "eips", "slbs", "security_groups", "routes_per_vpc")


class ProcessGoneError(Exception):
    """The process is gone, and no request needs to be sent any more."""


class NoAnswerError(Exception):
    """The process lives, and a rule has broken the connection in place of an answer."""


class Life:
    """One life of the process, which ends a number of requests sent and answered from now.

    What is sent and answered comes in waves, since the process answers in groups; so the end waits
    for some more turns of the event loop, to come in the middle of the process's work as well.
    """

    def __init__(self, process, session):
        self._process, self._session = process, session
        self._requests, self._turns = None, 0
        self._ending = None
        self.is_over = False

    def end_after(self, requests, turns):
        self._requests, self._turns = requests, turns

    def count(self):
        """Count that a request was sent, or answered."""
        if self._requests is None:
            return
        self._requests -= 1
        if self._requests == 0:
            self._ending = asyncio.create_task(self._end_in_some_turns())

    async def _end_in_some_turns(self):
        for _ in range(self._turns):
            await asyncio.gather(a_turn())
        self.end()

    def end(self):
        if not self.is_over:
            self.is_over = True
            self._process.kill()

    def check(self):
        """Raise :class:`ProcessGoneError` if no request is sent any more."""
        if self.is_over:
            raise ProcessGoneError

    def resident_memory(self):
        """Bytes of memory that the process occupies."""
        pages = int(Path(f"/proc/{self._process.pid}/statm").read_text().split()[1])
        return pages * resource.getpagesize()

    async def control(self, tenant, method, path, body=None):
        """A call of the control plane that must succeed; returns the body of the answer."""
        answer, _ = await self.call(tenant, method, f"/_simulator/{path}", body)
        assert answer.status == 200, (tenant, method, path, answer)
        return answer.body

    async def call(self, tenant, method, path, body=None):
        """A call of either plane; returns the answer and its request id."""
        self.check()
        sending = asyncio.ensure_future(self._exchange(tenant, method, path, body))
        self.count()
        answer = await sending
        self.count()
        return answer

    async def _exchange(self, tenant, method, path, body):
        headers = {"Authorization": f"acs {tenant}:x", "X-Simulator-Tenant": tenant}
        try:
            async with self._session.request(method, path, json=body, headers=headers) as response:
                request_id = response.headers.get("x-acs-request-id", "")
                return Answer(response.status, await response.json()), request_id
        except aiohttp.ClientError:
            raise (ProcessGoneError if self.is_over else NoAnswerError) from None


async def a_turn():
    """Let everybody else have a turn."""


@asynccontextmanager
async def simulator(file):
    """A process on that file; it ends with the block, if it has not ended before."""
    command = ["serve", "--port", "0", "--db", str(file), "--clock", "frozen", "--seed", "7"]
    for quota in QUOTAS:
        command += ["--quota", f"{quota}=100000"]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "cs_simulator", *command, "--log-format", "json",
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        # The first line says where it listens; reading it is how to wait for that.
        line = await process.stderr.readline()
        assert b"server.ready" in line, line + await process.stderr.read()
        async with aiohttp.ClientSession(json.loads(line)["endpoint"]) as session:
            life = Life(process, session)
            yield life
            life.end()
            _, logged = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    assert process.returncode == -9, (process.returncode, logged)
    errors = [line for line in logged.splitlines() if b'"level": "error"' in line]
    assert errors == [], errors
