"""Every official client makes the same calls, with its signatures verified."""

import asyncio
from functools import partial

import pytest
from cs_simulator.catalog.known_operations import verified
from cs_simulator.domain.records import tables

from tests.sdk.clients import ClientRefusedError, LegacyPython, TeaPython, TeaPythonV2
from tests.sdk.conftest import an_hour_ahead
from tests.support.builders import PASSWORD, a_create_body

UBUNTU = "ubuntu_16_0402_64_20G_alibase_20170818.vhd"


def until(client, cluster_id, state):
    """Describe the cluster until it has the state; each call moves virtual time on."""
    for _ in range(10):
        cluster = client.call("DescribeClusterDetail", cluster_id=cluster_id)
        if cluster["state"] == state:
            return cluster
    raise AssertionError(cluster)


def live(client):
    """Create, scale, attach, remove, reset, rename, certificates, and everything beside it."""
    created = client.call("CreateCluster", body=a_create_body(size=2))
    cluster_id = created["cluster_id"]
    until(client, cluster_id, "running")
    call = partial(client.call, cluster_id=cluster_id)

    grown = {"size": 3, "instance_type": "ecs.n1.small", "password": PASSWORD}
    scaled = call("ScaleCluster", body=grown)
    assert until(client, cluster_id, "running")["size"] == 3
    assert client.call("DescribeTaskInfo", task_id=scaled["task_id"])["state"] == "success"

    attached = call("AttachInstances", body={"password": PASSWORD, "instances": ["i-2zefree1"]})
    assert attached["list"][0]["code"] == "200"
    assert until(client, cluster_id, "running")["size"] == 4

    hosts = call("DescribeClusterHosts")
    assert [host["Healthy"] for host in hosts] == [True] * 4
    removal = {"releaseInstance": "true", "force": "false"}
    call("DeleteClusterNode", ip=hosts[0]["IP"], query=removal)
    assert until(client, cluster_id, "running")["size"] == 3

    reset = {"password": PASSWORD, "ecs_image_id": UBUNTU}
    call("ResetClusterNode", instance_id=hosts[1]["InstanceId"], body=reset)
    until(client, cluster_id, "running")
    call("ScaleInCluster", body={"size": 2})
    until(client, cluster_id, "running")

    call("ModifyClusterName", cluster_name="renamed")
    with pytest.raises(ClientRefusedError) as taken:
        call("ModifyClusterName", cluster_name="renamed")
    assert taken.value.code.startswith("ErrorClusterNameAlreadyExist")
    assert call("DescribeClusterCerts")["cert"].startswith("-----BEGIN CERTIFICATE-----")
    look_around(client, cluster_id)

    call("DeleteCluster")
    with pytest.raises(ClientRefusedError) as gone:
        until(client, cluster_id, "deleted")
    assert (gone.value.status, gone.value.code.startswith("ErrorClusterNotFound")) == (404, True)


def look_around(client, cluster_id):
    """Call the operations that only read, and those of what is kept beside the cluster."""
    call = partial(client.call, cluster_id=cluster_id)
    call("ModifyClusterTags", body=[{"key": "team", "value": "one"}])
    assert [c["name"] for c in client.call("DescribeClusters")] == ["renamed"]
    assert len(call("DescribeClusterNodes")["nodes"]) == 2
    assert call("DescribeClusterLogs")[0]["log_level"] == "\x04"
    assert call("DescribeClusterTasks", query={"page_size": "2"})["page_info"]["total_count"] == 6
    assert len(call("DescribeClusterScaledNode")) <= 1
    assert len(call("DescribeClusterResources")) == 4
    assert call("DescribeClusterEvents")["events"][0]["cluster_id"] == cluster_id
    events = client.call("DescribeEvents", query={"type": "cluster_scaleout"})["events"]
    assert [event["data"]["reason"] for event in events] == ["Succeeded", "Started"]
    token = call("CreateClusterToken")["token"]
    assert call("DescribeClusterToken", token=token)["is_active"] == 1
    client.call("RevokeClusterToken", token=token)
    assert [each["is_active"] for each in call("DescribeClusterTokens")] == [0]
    made = client.call("CreateTemplate", body={"name": "web", "template": "web: {image: nginx}"})
    template_id = made["template_id"]
    client.call("UpdateTemplate", template_id=template_id, body={"name": "w", "template": "w: {}"})
    [template] = client.call("DescribeTemplateAttribute", template_id=template_id)
    assert client.call("DescribeTemplates")["templates"] == [template]
    client.call("DeleteTemplate", template_id=template_id)
    assert "cn-beijing" in client.call("DescribeImages")
    assert client.call("CheckAliyunCSServiceRole")["granted"] is True
    assert client.call("DescribeUserQuota")["cluster_quota"] == 50
    assert client.call("DescribeApiVersion")["version"] == "2015-12-15"
    body = a_create_body(name="other", subnet_cidr="172.30.0.0/24")
    other = client.call("CreateCluster", body=body)
    client.call("CancelTask", task_id=other["task_id"])
    assert client.call("DescribeTaskInfo", task_id=other["task_id"])["state"] == "failed"
    client.call("DeleteCluster", cluster_id=other["cluster_id"])


async def test_a_client_lives_through_everything_with_its_signatures_verified(start, make_client):
    address, simulator = await start()
    client = make_client(address)

    await asyncio.to_thread(live, client)

    tenant = simulator.tenants.loaded["testid"]
    await simulator.keep(tenant)
    calls = await simulator.store.history.read(tables.CALL, tenant.number)
    seen = sorted({call.operation for call in calls if not call.code})
    assert verified()["swarm"][client.name] == seen


async def refusal_of(call, *arguments, **more):
    with pytest.raises(ClientRefusedError) as refused:
        await asyncio.to_thread(call, *arguments, **more)
    return refused.value


async def test_a_wrong_secret_surfaces_as_its_code(start, make_client):
    address, _ = await start()
    refused = await refusal_of(make_client(address, secret="wrong").call, "DescribeClusters")
    assert refused.code.startswith("SignatureDoesNotMatch")
    assert refused.status == 400


async def test_an_unknown_key_surfaces_as_its_code(start, make_client):
    address, simulator = await start()
    refused = await refusal_of(make_client(address, key="nobody").call, "DescribeClusters")
    assert refused.code.startswith("InvalidAccessKeyId.NotFound")
    assert "nobody" not in simulator.tenants.loaded


async def test_an_old_date_surfaces_as_its_code(start, make_client):
    address, _ = await start(an_hour_ahead())
    refused = await refusal_of(make_client(address).call, "DescribeClusters")
    assert refused.code.startswith("InvalidTimeStamp.Expired")


async def test_a_replayed_nonce_surfaces_as_its_code(start, make_client):
    address, _ = await start()
    client = make_client(address)
    headers = {"x-acs-signature-nonce": "the-same-nonce-again"}
    await asyncio.to_thread(client.call, "DescribeImages", headers=headers)
    refused = await refusal_of(client.call, "DescribeImages", headers=headers)
    assert refused.code.startswith("SignatureNonceUsed")


async def test_a_validation_error_surfaces_as_its_code(start, make_client):
    address, _ = await start()
    client = make_client(address)
    refused = await refusal_of(client.call, "CreateCluster", body=a_create_body(password="short"))
    assert refused.code.startswith("InvalidPassword.Malformed")
    assert refused.status == 400


async def test_an_unknown_cluster_surfaces_as_its_code(start):
    address, _ = await start()
    for kind in (LegacyPython, TeaPython, TeaPythonV2):
        client = kind(address=address)
        refused = await refusal_of(client.call, "DescribeClusterDetail", cluster_id="c0")
        assert refused.code == "ErrorClusterNotFound"
