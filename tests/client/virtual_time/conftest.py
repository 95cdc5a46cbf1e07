"""One simulator for these tests, and tenants whose time stands still unless somebody sleeps."""

import time

import pytest
from cs_simulator.testing import Simulator

# Real seconds within which minutes of virtual time must have passed.
SOON = 9.0


@pytest.fixture(scope="module")
def simulator():
    with Simulator() as simulator:
        yield simulator


@pytest.fixture
def tenant(simulator):
    return simulator.tenant(clock="frozen")


@pytest.fixture(autouse=True)
def nothing_waits_for_real():
    began = time.perf_counter()
    yield
    assert time.perf_counter() - began < SOON
