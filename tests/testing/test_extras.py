"""A package that is missing is named with the extra that brings it."""

import importlib
import sys
import tomllib
from pathlib import Path

import pytest
from cs_simulator import testing
from cs_simulator.client import extras, official

KEY = ("http://127.0.0.1:1", "id", "secret", "cn-beijing")
EXTRAS = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
EXTRAS = EXTRAS["project"]["optional-dependencies"]


@pytest.fixture
def without(monkeypatch):
    """Make packages look as if they were not installed."""

    def without(*packages):
        for name in [*sys.modules, *packages]:
            if name.partition(".")[0] in packages:
                monkeypatch.setitem(sys.modules, name, None)

    return without


@pytest.mark.parametrize(
    ("make", "package", "extra"),
    [
        (official.tea_client, "alibabacloud_cs20151215", "sdk"),
        (official.legacy_client, "aliyunsdkcore", "legacy-sdk"),
    ],
)
def test_an_sdk_that_is_missing(without, make, package, extra):
    without(package)

    with pytest.raises(ModuleNotFoundError) as raised:
        make(*KEY)
    assert str(raised.value).startswith(f"{make.__name__}() needs the package {package}")
    assert str(raised.value).endswith(f": pip install 'cs-simulator[{extra}]'")


def test_testcontainers_that_is_missing(without, monkeypatch):
    without("testcontainers")
    monkeypatch.delitem(sys.modules, "cs_simulator.testing.container", raising=False)

    with pytest.raises(ModuleNotFoundError, match=r"cs-simulator\[container\]"):
        testing.CSSimulatorContainer  # noqa: B018 - loading it is what fails


def test_time_machine_that_is_missing(without):
    without("time_machine", "_time_machine")
    with testing.Simulator() as simulator:
        tenant = simulator.tenant()
        with pytest.raises(ModuleNotFoundError, match=r"cs-simulator\[virtual-time\]"):
            tenant.virtual_time().__enter__()
        assert tenant.clock.get()["interval"] == 0


@pytest.mark.parametrize(
    "name", ["container", "explore", "kubernetes", "legacy-sdk", "sdk", "virtual-time"]
)
def test_an_extra_brings_what_the_tests_of_this_have(name):
    assert {each.partition(">")[0] for each in EXTRAS[name]} <= {
        each.partition(">")[0] for each in EXTRAS["test"]
    }


def test_an_error_of_another_kind_stays_what_it_is():
    with pytest.raises(ZeroDivisionError), extras.extra("sdk", "it"):
        importlib.import_module("math").sqrt(1 / 0)
