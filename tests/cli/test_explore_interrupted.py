"""``cs-simulator explore``, interrupted: what was done before is not lost, and nothing runs on."""

import json
import os
import select
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support.forked import popen
from tests.support.process import command

CLIENT = Path(__file__).parent / "clients" / "create.py"
MANY = ("--examples=25", "--kinds=maintenance,error", "--operations=CreateCluster")


def words(*options, client=()):
    return command("explore", "--json", *options, "--", sys.executable, str(CLIENT), *client)


@pytest.fixture
def started(tmp_path):
    """Start the command in a process of its own, in a folder of its own."""
    processes = []
    environment = {name: value for name, value in os.environ.items() if name != "CS_SIMULATOR_URL"}

    def start(*options, client=(), folder="a"):
        (tmp_path / folder).mkdir(exist_ok=True)
        process = popen(
            words(*options, client=client),
            cwd=tmp_path / folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.terminate()  # which ends its runs, too
        process.communicate()


def result(process):
    """What it prints at its end, and its exit code."""
    said, _ = process.communicate(timeout=60)
    return json.loads(said), process.returncode


def reasons(found):
    return sorted((find["reason"], json.dumps(find["scenario"])) for find in found["finds"])


def test_a_killed_search_goes_on_where_it_stopped_and_finds_the_same(started):
    whole, code = result(started(*MANY, client=["gives-up"], folder="whole"))
    assert (code, whole["is_complete"], whole["resumed"]) == (1, True, 0)
    killed = started(*MANY, client=["gives-up"])
    assert "examples" in killed.stderr.readline()  # after each round
    killed.kill()
    killed.wait()

    resumed, code = result(started(*MANY, client=["gives-up"]))
    assert (code, resumed["is_complete"]) == (1, True)
    assert resumed["resumed"] > 0
    assert reasons(resumed) == reasons(whole)

    again, _ = result(started(*MANY, client=["gives-up"]))
    assert again["resumed"] == 0  # it had come to its end


def test_another_search_does_not_go_on_from_there(started):
    killed = started(*MANY, "--save=f")
    killed.stderr.readline()
    killed.kill()
    killed.wait()
    other, _ = result(started("--seed=9", "--examples=2", *MANY[1:], "--save=f"))
    assert other["resumed"] == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_search_and_the_runs_that_are_under_way(started, number):
    searching = started("--examples=40", "--jobs=1", "--timeout=600", client=["waits"])
    child = first_child(searching)
    searching.send_signal(number)
    found, code = result(searching)
    assert (code, found["is_complete"]) == (1, False)
    with open(child, closefd=True) as opened:
        assert select.select([opened], [], [], 5)[0]


def first_child(process):
    """A descriptor of the process of the command, once it runs."""
    while not (found := children(process)):
        assert process.poll() is None
    return os.pidfd_open(found[0])


def children(process):
    """The numbers of the processes that any thread of it has started."""
    numbers = []
    for file in Path(f"/proc/{process.pid}/task").glob("*/children"):
        with suppress(FileNotFoundError):  # a thread that has ended
            numbers += map(int, file.read_text().split())
    return numbers


def test_two_searches_do_not_share_a_folder(started):
    first = started("--examples=40", "--timeout=600", client=["waits"])
    os.close(first_child(first))
    second = started("--examples=40", "--timeout=600", client=["waits"])
    _, said = second.communicate(timeout=60)
    assert second.returncode == 2
    assert "another search uses it" in said
    first.send_signal(signal.SIGINT)
    result(first)
