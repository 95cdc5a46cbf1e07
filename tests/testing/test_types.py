"""What a type checker knows of the objects that tests are given."""

import inspect
import subprocess
import sys

import pytest
from cs_simulator.client.part import Part
from cs_simulator.testing import AsyncTenant, Simulator

from tests.testing.awaited import AWAITED, LEFT_OUT, texts

RIGHT = """
from cs_simulator.testing import AsyncTenant, Tenant


def test_blocking(cs_tenant: Tenant, cs_virtual_time: None) -> None:
    cs_tenant.clock.advance("5m")
    states: list[str] = [cluster["state"] for cluster in cs_tenant.clusters.list()]
    with cs_tenant.virtual_time():
        assert states == [] and cs_tenant.endpoint.startswith("http")


async def test_awaited(cs_async_tenant: AsyncTenant) -> None:
    ran: int = (await cs_async_tenant.clock.advance("5m"))["ran"]
    states: list[str] = [cluster["state"] for cluster in await cs_async_tenant.clusters.list()]
    attempts: int = await cs_async_tenant.calls.count(operation="CreateCluster")
    await cs_async_tenant.verify({"calls": {"operation": "CreateCluster"}, "count": attempts})
    cs_async_tenant.blocking.clock.set("frozen")
    async with cs_async_tenant.virtual_time():
        assert ran + len(states) == 0 and cs_async_tenant.endpoint.startswith("http")
"""
WRONG = {
    "await tenant.clock.advanc('5m')": 'has no attribute "advanc"',
    "tenant.clock.advance('5m')['ran']": "not indexable",
    "await tenant.clock.advance(None)": "incompatible type",
    "await tenant.clusters.get()": "Missing positional argument",
    "(await tenant.clusters.get('c1'))['stat']": 'no key "stat"',
    "await tenant.verify(count=1)": "Unexpected keyword argument",
    "tenant.endpoint + 1": "Unsupported operand",
    "await tenant.virtual_time()": "await",
}


@pytest.fixture(scope="module")
def mypy(tmp_path_factory):
    """Check files as a user does; returns what mypy printed."""
    folder = tmp_path_factory.mktemp("user")

    def check(text):
        (folder / "test_mine.py").write_text(text)
        options = ("--strict", "--no-error-summary", "--cache-dir", str(folder / "cache"))
        done = subprocess.run(
            [sys.executable, "-m", "mypy", *options, "test_mine.py"],
            capture_output=True, text=True, check=False, cwd=folder,
        )  # fmt: skip
        assert not done.stderr, done.stderr
        return done.stdout

    return check


def test_a_test_that_is_right_has_no_problem(mypy):
    assert mypy(RIGHT) == ""


def test_each_mistake_is_found(mypy):
    head = "from cs_simulator.testing import AsyncTenant\n\n\nasync def test(tenant: AsyncTenant)"
    body = "".join(f"    {line}\n" for line in WRONG)
    found = mypy(f"{head} -> None:\n{body}").splitlines()

    for number, problem in enumerate(WRONG.values(), start=5):
        lines = [line for line in found if line.startswith(f"test_mine.py:{number}:")]
        assert any(problem in line for line in lines), (problem, found)


def test_the_awaited_client_is_as_it_is_made_from_the_client():
    kept = {path.name: path.read_text("utf-8") for path in AWAITED.glob("*.py")}

    assert {name: kept.get(name) for name in texts()} == texts()


def test_every_public_method_of_a_tenant_is_there_awaited():
    with Simulator() as simulator:
        tenant = simulator.tenant()
        awaited = AsyncTenant(tenant)
        parts = {name: part for name, part in vars(tenant).items() if isinstance(part, Part)}
        pairs = [(tenant, awaited), *((part, getattr(awaited, n)) for n, part in parts.items())]
    for blocking, other in pairs:
        for name, method in inspect.getmembers(type(blocking), inspect.isfunction):
            if not name.startswith("_") and name not in LEFT_OUT:
                assert inspect.iscoroutinefunction(
                    vars(type(other)).get(name) or getattr(other, name)
                )
                assert method.__name__ == name


async def test_what_a_tenant_has_besides_is_awaited_too():
    with Simulator() as simulator:
        tenant = simulator.tenant()
        tenant.words, tenant.double = "mine", lambda number: 2 * number
        awaited = AsyncTenant(tenant)

        assert await awaited.double(4) == 8
        assert awaited.words == "mine"
        with pytest.raises(AttributeError, match="no attribute 'triple'"):
            awaited.triple  # noqa: B018 - asking is what fails
