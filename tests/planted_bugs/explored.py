"""Tests that explore each client; :mod:`tests.planted_bugs.exploring` has pytest run them."""

import os

import pytest

from tests.planted_bugs.ack import Ack
from tests.planted_bugs.bugs import BUGS

EXAMPLES = int(os.environ.get("PLANTED_BUGS_EXAMPLES", "100"))


def clients(kind):
    """The clients of a kind, each to be explored with what is asked of it."""
    return [
        pytest.param(bug.client(kind), marks=explored(bug, kind), id=bug.module) for bug in BUGS
    ]


def explored(bug, kind):
    asked = {"invariants": bug.asked_of(kind), "calls": bug.calls}
    return pytest.mark.cs_explore(examples=EXAMPLES, **asked)


@pytest.mark.usefixtures("cs_virtual_time")
@pytest.mark.parametrize("client", clients("careless"))
def test_careless(client, cs_tenant):
    client(Ack(cs_tenant))


@pytest.mark.usefixtures("cs_virtual_time")
@pytest.mark.parametrize("client", clients("careful"))
def test_careful(client, cs_tenant):
    client(Ack(cs_tenant))
