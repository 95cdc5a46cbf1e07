"""What the benchmark measures in process, and of servers, with amounts that take no time."""

import importlib
import sys
from pathlib import Path

import pytest

from tests.benchmarks import servers
from tests.benchmarks.figure import CannotRunError
from tests.benchmarks.groups.polling import GROUP
from tests.benchmarks.in_process import inside
from tests.benchmarks.installation import Installation
from tests.benchmarks.needs import LINUX

HERE = Installation("here", Path(sys.prefix))
linux_only = pytest.mark.skipif(not LINUX.is_there(), reason=f"this needs {LINUX.name}")


@pytest.mark.parametrize(
    ("name", "amount", "keys"),
    [
        ("listing", [10], {"again", "changed"}),
        ("growth", [102, 2], {"ratio"}),
        pytest.param("steps", [2], {"rate", "seconds", "cpu", "cpu_all"}, marks=linux_only),
        pytest.param("pools", [1, 2], {"rate", "cpu", "detail"}, marks=linux_only),
    ],
)
async def test_a_measurement_finds_what_its_figures_name(name, amount, keys, tmp_path):
    measure = importlib.import_module(f"tests.benchmarks.inside.{name}").measure
    found = await measure(str(tmp_path), *amount)
    assert all(found[key] > 0 for key in keys)


@linux_only
async def test_polling_finds_its_figures(tmp_path):
    measure = importlib.import_module("tests.benchmarks.inside.polling").measure
    found = await measure(str(tmp_path), 100)
    keys = {figure.key for scene in GROUP.scenes for figure in scene.figures}
    assert keys - found.keys() == {"file growth", "memory growth"}


def test_a_measurement_that_fails_is_one_that_cannot_be_run():
    with pytest.raises(CannotRunError, match="No module named"):
        inside(HERE, "none")


@linux_only
def test_the_cpu_time_of_a_server_is_that_of_its_whole_life():
    with servers.bare(HERE) as server:
        used = server.used()
    assert 0 < used <= server.used_in_all + 0.02


def test_a_server_that_ends_is_one_that_cannot_be_run():
    with (
        pytest.raises(CannotRunError, match="No such option"),
        servers.simulator(HERE, "--no-such"),
    ):
        pass
