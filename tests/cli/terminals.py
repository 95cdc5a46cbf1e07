"""Terminals on which commands of the simulator are typed, as pexpect has them."""

import fcntl
import os
import pty
import struct
import termios
from pathlib import Path

import pexpect
from pexpect.fdpexpect import fdspawn

from tests.support.forked import PROGRAM, can_be_forked, popen

TIMEOUT = 120  # seconds


def typed(
    line: str, folder: Path, environment: dict[str, str], columns: int
) -> "pexpect.spawn[str] | Screen":
    """A terminal of 40 lines and so many columns, on which a line was typed in that folder."""
    words = [*PROGRAM, *pexpect.split_command_line(line)]
    if can_be_forked(words, {"env": environment}):
        return Screen(words, folder, environment, columns)
    return pexpect.spawn(
        words[0], words[1:], cwd=str(folder), dimensions=(40, columns), env=environment,
        encoding="utf-8", timeout=TIMEOUT,
    )  # fmt: skip


class Screen(fdspawn):  # type: ignore[misc]
    """A terminal whose command is forked, as far as tests use those of pexpect."""

    def __init__(
        self, words: list[str], folder: Path, environment: dict[str, str], columns: int
    ) -> None:
        leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        self._process = popen(
            words, cwd=folder, env=environment, start_new_session=True,
            stdin=follower, stdout=follower, stderr=follower,
        )  # fmt: skip
        os.close(follower)
        super().__init__(leader, encoding="utf-8", timeout=TIMEOUT)

    def sendintr(self) -> None:
        """Press Ctrl-C."""
        self.send("\x03")

    def close(self) -> None:
        """Take the terminal away, and wait for the command's end."""
        super().close()
        self.exitstatus = self._process.wait(TIMEOUT)
