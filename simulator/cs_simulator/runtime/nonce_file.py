"""The nonces that were used, in files beside the database, so that a restart accepts none again.

There are two files, the current one and the one before it. A file is deleted when everything in it
is too old to matter, so they never have more than what was used in the last hour. They hold hashes.
"""

import errno
import os
import struct
from collections.abc import Iterator
from pathlib import Path

from cs_simulator.domain.instants import SECOND
from cs_simulator.runtime.logs import log
from cs_simulator.signing.nonces import WINDOW, Used

_RECORD = struct.Struct("<16sq")
# For as long a nonce is remembered at most: a date may also lie in the future.
_PERIOD = 2 * WINDOW // SECOND + 1


class NonceFile:
    """Where used nonces are written as they come; *path* is that of the database."""

    def __init__(self, path: str) -> None:
        self._current, self._earlier = Path(f"{path}-nonces"), Path(f"{path}-nonces-earlier")
        self._descriptor = -1
        self._rotates_at = 0
        self._is_broken = False

    def open(self, now: int) -> list[Used]:
        """Open the file; returns the nonces used before that still matter at the second *now*.

        A failure is logged.
        """
        used: list[Used] = []
        try:
            used = [*_read(self._earlier, now), *_read(self._current, now)]
            draft = self._current.with_name(self._current.name + "-draft")
            draft.write_bytes(b"".join([_RECORD.pack(*each) for each in used]))
            draft.replace(self._current)
            self._earlier.unlink(missing_ok=True)
            self._append_to_current(now)
        except OSError as problem:
            self._fail(problem)
        return used

    def write(self, used: Used) -> None:
        """Keep a nonce; a failure is logged, since the call itself is in order."""
        try:
            if used[1] >= self._rotates_at:
                self.close()
                if self._current.exists():
                    self._current.replace(self._earlier)
                self._append_to_current(used[1])
            written = os.write(self._descriptor, _RECORD.pack(*used))
            if written == _RECORD.size:
                self._is_broken = False
                return
            # Half a record would spoil those after it.
            os.ftruncate(self._descriptor, os.fstat(self._descriptor).st_size - written)
            self._fail(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
        except OSError as problem:
            self._fail(problem)

    def _append_to_current(self, now: int) -> None:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
        self._descriptor = os.open(self._current, flags, 0o600)
        self._rotates_at = now + _PERIOD

    def _fail(self, problem: OSError) -> None:
        if not self._is_broken:  # once, and not for each call
            log.warning("nonces.not_kept", file=str(self._current), problem=problem.strerror)
        self._is_broken = True

    def close(self) -> None:
        """Close the file."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def _read(path: Path, now: int) -> Iterator[Used]:
    content = path.read_bytes() if path.exists() else b""
    whole = len(content) - len(content) % _RECORD.size
    for hashed, end in _RECORD.iter_unpack(content[:whole]):
        if now <= end <= now + _PERIOD:
            yield hashed, end
