"""Writing lines to standard error without ever keeping anybody waiting.

Lines go through a bounded queue to a thread. Whatever happens to standard error (nobody reads it,
its disk is full, it is closed), who logs neither waits nor fails: lines that find no room, or that
cannot be written, are dropped and counted.

The thread writes to the descriptor and not to ``sys.stderr``: the lock of a buffered stream, held
by a thread that waits, would keep the interpreter from ending.
"""

import os
import select
import sys
import threading
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

LineT = TypeVar("LineT")

MOST_LINES = 10_000
MOST_BYTES = 8_000_000
# Lines that are written together when they pile up.
_BATCH = 256
# Milliseconds after which a descriptor that does not block is tried again at the latest.
_PAUSE = 1000
# Bytes that are written in one go.
_PIECE = 65_536
# Seconds between two looks whether the thread gets on, and how many there are at most.
_ROUND, _MOST_ROUNDS = 0.05, 40


class LineWriter(Generic[LineT]):
    """Writes lines in the order in which they came; *render* makes text of one, in the thread.

    *notice* makes the line that says how many were dropped, once lines can be written again.
    """

    def __init__(self, render: Callable[[LineT], str], notice: Callable[[int], LineT]) -> None:
        self._render = render
        self._notice = notice
        self._start_anew()
        # A child process by fork has no thread, and must not write its parent's lines again.
        os.register_at_fork(after_in_child=self._start_anew)

    def _start_anew(self) -> None:
        self._waiting: SimpleQueue[tuple[LineT, int] | threading.Event] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._bytes_in = self._bytes_out = 0
        self._refused = self._lost = self._noticed = 0
        self._is_within_line = self._is_writing = False
        self._pieces = 0

    @property
    def dropped(self) -> int:
        """The lines that were not written, and will not be."""
        return self._refused + self._lost

    def put(self, line: LineT, size: int) -> None:
        """Have a line of about *size* bytes written; returns at once, and raises nothing."""
        try:
            is_full = (
                self._waiting.qsize() >= MOST_LINES
                or self._bytes_in - self._bytes_out + size > MOST_BYTES
            )
            if is_full:
                self._refused += 1
                return
            if self._thread is None:
                self._start_thread()
            self._bytes_in += size
            self._waiting.put((line, size))
        except Exception:  # noqa: BLE001 - no memory, no thread: the line is lost, and nothing else
            self._refused += 1

    def write_at_once(self, line: LineT) -> bool:
        """Write a line in this thread; false if it would have to wait, and must be put instead.

        This is for a simulator inside of another program, where a test runner captures what is
        written while a test runs. A replaced ``sys.stderr`` is such a capture.
        """
        if not self._waiting.empty():
            return False
        data = self._rendered(line)
        try:
            if sys.stderr is not sys.__stderr__ and sys.stderr is not None:
                sys.stderr.write(data.decode("utf-8", "replace"))
            elif sys.__stderr__ is not None:
                descriptor = sys.__stderr__.fileno()
                if len(data) > select.PIPE_BUF or not _has_room(descriptor, 0):
                    return False
                os.write(descriptor, data)
        except Exception:  # noqa: BLE001 - it is closed, or full, or somebody's own object
            self._refused += 1
        return True

    def drop(self) -> None:
        """Count a line that could not even be put."""
        self._refused += 1

    def flush(self, seconds: float) -> bool:
        """Wait until all that was put is dealt with; false if nothing moves for *seconds*.

        A thread that is slow is waited for longer than one that waits for a reader.
        """
        if self._thread is None:
            return True
        reached = threading.Event()
        self._waiting.put(reached)
        written, rounds = self._pieces, 0
        for _ in range(_MOST_ROUNDS):
            if reached.wait(_ROUND):
                return True
            is_stuck = self._is_writing and written == self._pieces
            written, rounds = self._pieces, rounds + 1 if is_stuck else 0
            if rounds * _ROUND >= seconds:
                return False
        return False

    def _start_thread(self) -> None:
        thread = threading.Thread(target=self._run, name="log writer", daemon=True)
        thread.start()
        self._thread = thread

    def _run(self) -> None:
        while True:
            lines, reached, size = self._take()
            try:
                self._write_all(lines)
            except Exception:  # noqa: BLE001 - the thread outlives whatever happens to a line
                self._lost += len(lines)
            self._bytes_out += size
            if self._waiting.empty():
                self._bytes_out = self._bytes_in
            if reached is not None:
                reached.set()

    def _take(self) -> tuple[list[LineT], threading.Event | None, int]:
        """The lines that wait, their size, and the event of who waits for them."""
        lines: list[LineT] = []
        size, item = 0, self._waiting.get()
        while True:
            if isinstance(item, threading.Event):
                return lines, item, size
            lines.append(item[0])
            size += item[1]
            if len(lines) >= _BATCH:
                return lines, None, size
            try:
                item = self._waiting.get_nowait()
            except Empty:
                return lines, None, size

    def _write_all(self, lines: list[LineT]) -> None:
        """Write lines, and then how many were dropped before, if that is new."""
        self._write(lines)
        missing = self.dropped - self._noticed
        if missing and lines and self._write([self._notice(missing)], is_counted=False):
            self._noticed += missing

    def _write(self, lines: list[LineT], *, is_counted: bool = True) -> bool:
        """Write lines; true if all were. Those that were not are counted as lost."""
        texts = [text for line in lines if (text := self._rendered(line))]
        start = b"\n" if self._is_within_line else b""
        self._is_writing = True
        written = _write(start + b"".join(texts), self._on_piece)
        self._is_writing = False
        if written:
            end = written - len(start)
            ends = list(accumulate(map(len, texts)))
            self._is_within_line = end not in (0, *ends)
            whole = bisect_right(ends, end)
        else:
            whole = 0
        if is_counted:
            self._lost += len(lines) - whole
        return whole == len(lines)

    def _on_piece(self) -> None:
        self._pieces += 1

    def _rendered(self, line: LineT) -> bytes:
        try:
            return (self._render(line) + "\n").encode("utf-8", "backslashreplace")
        except Exception:  # noqa: BLE001 - a line that cannot be rendered is dropped
            return b""


def write_now(text: str) -> None:
    """Write a line to standard error at once, past the queue, and raise nothing if that fails."""
    _write(f"{text}\n".encode())


def _write(data: bytes, on_piece: Callable[[], None] = lambda: None) -> int:
    """Write to standard error, for as long as it takes; returns how many bytes could be written.

    *on_piece* is called whenever a part was.
    """
    if sys.__stderr__ is None:  # it was closed before the start: its number may mean another file
        return 0
    written, view = 0, memoryview(data)
    try:
        descriptor = sys.__stderr__.fileno()
        while written < len(data):
            try:
                written += os.write(descriptor, view[written : written + _PIECE])
                on_piece()
            except BlockingIOError:  # another process has made the terminal or the pipe so
                _has_room(descriptor, _PAUSE)
    except (OSError, ValueError):
        pass
    return written


def _has_room(descriptor: int, milliseconds: int) -> bool:
    """Whether something can be written without waiting, now or within some milliseconds."""
    poll = select.poll()
    poll.register(descriptor, select.POLLOUT)
    return bool(poll.poll(milliseconds))
