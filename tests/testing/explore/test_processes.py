"""One run of a command that is explored: real processes, and how they end."""

import os
import select
import sys
from pathlib import Path

import pytest
from cs_simulator.testing.explore import processes

ENVIRONMENT = dict(os.environ)


def run(program, timeout=20, stopping=str, **variables):
    command = [sys.executable, "-c", program]
    return processes.run(command, {**ENVIRONMENT, **variables}, timeout, stopping)


def test_exit_code_and_output_of_both_streams_are_kept():
    ended = run("import sys; print('one', flush=True); sys.exit('two')")
    assert (ended.exit_code, ended.stopped, ended.output) == (1, "", ("one", "two"))
    assert ended.signal_name == ""


def test_the_environment_is_the_one_that_is_given():
    ended = run("import os; print(os.environ['CS_ENDPOINT'])", CS_ENDPOINT="127.0.0.1:1")
    assert ended.output == ("127.0.0.1:1",)


def test_a_signal_that_ended_it_has_its_name():
    ended = run("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    assert (ended.exit_code, ended.signal_name) == (-11, "SIGSEGV")
    assert processes.Ended(-99, "", ()).signal_name == "signal 99"


def test_what_does_not_end_is_killed_with_all_that_it_started(tmp_path):
    number = tmp_path / "child"
    ended = run(
        "import subprocess, sys, pathlib\n"
        f"child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"pathlib.Path({str(number)!r}).write_text(str(child.pid))\n"
        "print('waits', flush=True)\n"
        "child.wait()",
        timeout=1,
    )
    assert (ended.exit_code, ended.stopped) == (None, "it did not end within 1 s")
    assert ended.output == ("waits",)
    assert ends(number)


def test_what_it_leaves_running_is_killed(tmp_path):
    number = tmp_path / "child"
    ended = run(
        "import subprocess, sys, pathlib\n"
        f"child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"pathlib.Path({str(number)!r}).write_text(str(child.pid))",
    )
    assert ended.exit_code == 0
    assert ends(number)


def ends(number: Path) -> bool:
    """Whether a process ends, which somebody else has to ask for its exit code."""
    try:
        opened = os.pidfd_open(int(number.read_text()))
    except ProcessLookupError:
        return True
    ended, _, _ = select.select([opened], [], [], 5)
    os.close(opened)
    return bool(ended)


def test_it_is_stopped_for_a_reason_of_the_caller():
    ended = run("import time; time.sleep(60)", stopping=lambda: "it makes too many calls")
    assert (ended.exit_code, ended.stopped) == (None, "it makes too many calls")


def test_the_end_of_long_output_is_kept_as_printable_lines():
    program = "for n in range(100_000): print('line', n)\nprint('\\x1b[31mred\\x07')"
    ended = run(program)
    assert len(ended.output) == processes.KEPT_LINES
    assert ended.output[-2:] == ("line 99999", "\\x1b[31mred\\x07")


def test_output_that_never_ends_does_not_keep_it_from_being_killed():
    ended = run("while True: print('y' * 100)", timeout=0.5)
    assert ended.stopped == "it did not end within 0.5 s"
    assert ended.output[-2] == "y" * 100


def test_closed_output_is_not_its_end():
    ended = run("import os, time; os.close(1); os.close(2); time.sleep(0.3); os._exit(4)")
    assert ended.exit_code == 4


def test_a_command_that_is_not_there_cannot_be_started():
    with pytest.raises(FileNotFoundError):
        processes.run(["no-such-command"], ENVIRONMENT, 1)
