"""One seed, one run: in any process, however time is cut, whatever others do."""

import asyncio
import json

import pytest
from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records import tables
from cs_simulator.operations import Incoming
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.simulator import Simulator
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.builders import a_create_body
from tests.support.worlds import a_tenant, advance, call, create

pytestmark = pytest.mark.every_type

MINUTES_20 = 20 * 60 * SECOND


def a_run(tenant, cuts=()):
    """A busy run of one tenant; gives every answer, and all that was written down, in order."""
    answers = []
    start = tenant.now(0.0)
    first = create(tenant, size=3, rds_instances=["rm-2zeorders"], release_eip_flag=True)
    create(
        tenant,
        size=2,
        name="other",
        subnet_cidr="172.29.0.0/24",
        vpc_id="vpc-new",
        vswitch_id="vsw-new",
    )
    answers.append(call(tenant, "POST", "/clusters", a_create_body()))  # the name is taken
    for at in sorted({*cuts, MINUTES_20}):
        advance(tenant, start + at)
    answers += [call(tenant, "GET", "/clusters"), call(tenant, "GET", f"/clusters/{first}/nodes")]
    answers.append(call(tenant, "DELETE", f"/clusters/{first}"))
    for at in sorted({*cuts, MINUTES_20}):
        advance(tenant, start + MINUTES_20 + at)
    answers.append(call(tenant, "GET", "/clusters"))
    return json.dumps(answers), list(tenant.changes.entries)


def test_the_same_seed_and_calls_give_the_same_answers_and_history():
    assert a_run(a_tenant(seed=7)) == a_run(a_tenant(seed=7))


def test_another_seed_gives_another_run():
    assert a_run(a_tenant(seed=7)) != a_run(a_tenant(seed=8))


@settings(max_examples=60, deadline=None)
@given(cuts=st.lists(st.integers(0, MINUTES_20), max_size=12))
def test_cutting_the_advance_changes_nothing(cuts):
    assert a_run(a_tenant(seed=7), cuts) == a_run(a_tenant(seed=7))


async def answers_beside(others: int) -> list[bytes]:
    """The answers that one tenant gets over a real store while others are busy in between."""
    given_answers = []
    async with Simulator.open(Settings(db=":memory:", clock="frozen", seed=7)) as simulator:

        async def call(name, method, path, body=b""):
            incoming = Incoming(method, path, path, {}, body, "application/json", "")
            return await simulator.dispatcher.answer(name, incoming)

        for number in range(4):
            body = json.dumps(
                a_create_body(name=f"c-{number}", subnet_cidr=f"172.20.{number}.0/24")
            )
            names = ["mine", *(f"other-{n}" for n in range(others))]
            answers = await asyncio.gather(
                *(call(n, "POST", "/clusters", body.encode()) for n in names)
            )
            given_answers.append(answers[0].body)
            for name in names:
                tenant = await simulator.tenants.get(name)
                step = 70 if name == "mine" else 31
                await simulator.advance(tenant, tenant.now(0.0) + step * SECOND)
            given_answers.append((await call("mine", "GET", "/clusters")).body)
        mine = await simulator.tenants.get("mine")
        given_answers += map(str, await simulator.store.history.read(tables.EVENT, mine.number))
        given_answers += map(str, await simulator.store.history.read(tables.LOG, mine.number))
    return given_answers


async def test_a_tenants_run_does_not_depend_on_what_others_do():
    assert await answers_beside(others=0) == await answers_beside(others=5)
