"""Libraries that wait between tries do so in virtual time: back-off is seen in the journal."""

import asyncio
import time
from itertools import pairwise

import backoff
import pytest
import requests
import tenacity
from alibabacloud_cs20151215 import models
from cs_simulator.domain.instants import SECOND, from_text
from darabonba.policy.retry import RetryOptions
from requests.adapters import HTTPAdapter
from urllib3.util import Retry


@pytest.fixture
def failing(tenant):
    """A tenant whose first reads fail."""
    tenant.faults.add(
        {
            "id": "busy",
            "when": {"operation": "DescribeClusters*"},
            "fire": {"times": 3},
            "then": {"error": "ServiceUnavailable"},
        }
    )
    with tenant.virtual_time():
        yield tenant


def gaps(tenant):
    """The virtual seconds between the calls that the tenant got."""
    instants = [from_text(call["time"]) for call in tenant.calls.list()]
    return [(later - earlier) / SECOND for earlier, later in pairwise(instants)]


def read(tenant):
    answer = requests.get(f"{tenant.endpoint}/clusters", headers=key(tenant), timeout=5)
    answer.raise_for_status()


def key(tenant):
    return {"Authorization": f"acs {tenant.access_key_id}:x"}


def test_tenacity(failing):
    attempt = tenacity.Retrying(
        wait=tenacity.wait_exponential(multiplier=5), stop=tenacity.stop_after_delay(60)
    )
    attempt(read, failing)

    assert gaps(failing) == [5, 10, 20]


def test_tenacity_gives_up_after_its_delay(failing):
    failing.faults.add(
        {"id": "down", "when": {"operation": "Describe*"}, "then": {"error": "ServiceUnavailable"}}
    )
    attempt = tenacity.Retrying(wait=tenacity.wait_fixed(10), stop=tenacity.stop_after_delay(60))

    with pytest.raises(tenacity.RetryError):
        attempt(read, failing)
    assert gaps(failing) == [10] * 6


async def test_tenacity_awaited(failing):
    async for attempt in tenacity.AsyncRetrying(wait=tenacity.wait_fixed(7)):
        with attempt:
            await asyncio.to_thread(read, failing)

    assert gaps(failing) == [7, 7, 7]


def test_backoff(failing):
    steady = backoff.on_exception(backoff.constant, Exception, interval=12, jitter=None)
    steady(read)(failing)

    assert gaps(failing) == [12, 12, 12]


def test_backoff_gives_up_after_its_time(failing):
    failing.faults.add(
        {"id": "down", "when": {"operation": "Describe*"}, "then": {"error": "ServiceUnavailable"}}
    )
    steady = backoff.on_exception(
        backoff.constant, Exception, interval=10, jitter=None, max_time=35
    )
    with pytest.raises(requests.HTTPError):
        steady(read)(failing)

    assert len(gaps(failing)) in (3, 4)  # the last pause is cut short


def test_requests_retry(failing):
    retry = Retry(
        total=5, backoff_factor=2, status_forcelist=[503], respect_retry_after_header=False
    )
    with requests.Session() as session:
        session.mount("http://", HTTPAdapter(max_retries=retry))
        session.get(f"{failing.endpoint}/clusters", headers=key(failing), timeout=5)

    assert gaps(failing) == [0, 4, 8]


def test_requests_retry_honours_retry_after(tenant):
    tenant.faults.add(
        {
            "id": "busy",
            "when": {"operation": "DescribeClusters"},
            "fire": {"times": 2},
            "then": {"throttle": {"rate": "1/h", "retry_after": "40s"}},
        }
    )
    retry = Retry(total=5, status_forcelist=[429, 503, 400])
    with tenant.virtual_time(), requests.Session() as session:
        session.mount("http://", HTTPAdapter(max_retries=retry))
        for _ in range(2):
            session.get(f"{tenant.endpoint}/clusters", headers=key(tenant), timeout=5)
    tenant.verify({"calls": {"operation": "DescribeClusters"}, "retry_after": "honoured"})

    assert 40 in gaps(tenant)


def test_the_retries_of_todays_sdk(failing):
    condition = {"errorCode": ["ServiceUnavailable"], "maxAttempts": 5}
    condition["backoff"] = {"policy": "Exponential", "period": 1500}
    client = failing.tea_client()
    client._retry_options = RetryOptions(retryable=True, retry_condition=[condition])

    client.describe_clusters_v1(models.DescribeClustersV1Request())

    assert gaps(failing) == [3, 6, 12]


def test_gaps_that_an_expectation_asks_for_are_true(failing):
    for pause in (10, 20, 40, 0):
        failing.calls.list()
        try:
            read(failing)
        except requests.HTTPError:
            time.sleep(pause)

    failing.verify(
        {"calls": {"operation": "DescribeClusters"}, "gap": {"min": "10s", "growing": True}}
    )


def wait(client, cluster_id, task_id, patience):
    """A wait as clients write it; raises ``TimeoutError``."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if client.describe_task_info(task_id).body.state != "running":
            return
        time.sleep(15)
    raise TimeoutError(task_id)


@pytest.mark.parametrize("clock", ["frozen", "polling"])
def test_a_stuck_task_ends_in_the_time_out_of_the_client(simulator, clock):
    tenant = simulator.tenant(clock=clock, scenario="ack-pool-stuck-scaling")
    client = tenant.tea_client()
    body = tenant.creation(type="ManagedKubernetes")
    created = client.create_cluster(models.CreateClusterRequest().from_map(body)).body
    tenant.clock.until(cluster=created.cluster_id)
    request = models.CreateClusterNodePoolRequest().from_map(tenant.node_pool(desired_size=2))
    task_id = client.create_cluster_node_pool(created.cluster_id, request).body.task_id
    with tenant.virtual_time(), pytest.raises(TimeoutError):
        wait(client, created.cluster_id, task_id, patience=3600)

    assert tenant.calls.count(operation="DescribeTaskInfo") == 3600 / 15
