"""Who listens on a port that is taken: a simulator of this user, or whom Linux names."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from cs_simulator.domain.printable import as_line
from cs_simulator.runtime import presence

_LISTENING = "0A"  # the state of a socket in /proc/net/tcp
_MOST = 60  # characters of a command line


def holder_of(port: int) -> str:
    """Who has the port, in words; empty where that cannot be seen."""
    for simulator in presence.all_running():
        if port in simulator.ports:
            return f"the simulator {simulator}"
    sockets = set(_sockets(port))
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # another user's, or ended meanwhile
            if sockets and any(link in sockets for link in _links(process)):
                command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode("latin-1")
                return f"process {process.name} ({as_line(command.strip()[:_MOST])})"
    return ""


def _sockets(port: int) -> Iterator[str]:
    """The sockets that listen on the port, as links to them are named."""
    for table in ("tcp", "tcp6"):
        with suppress(OSError):
            for line in Path("/proc/net", table).read_text("ascii").splitlines()[1:]:
                fields = line.split()
                if fields[3] == _LISTENING and int(fields[1].rpartition(":")[2], 16) == port:
                    yield f"socket:[{fields[9]}]"


def _links(process: Path) -> Iterator[str]:
    for descriptor in (process / "fd").iterdir():
        with suppress(OSError):
            yield os.readlink(descriptor)
