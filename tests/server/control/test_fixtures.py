"""Fixtures: what exists before the first call, given by a file or over the control plane."""

import json

import pytest
from cs_simulator.domain.errors import UsageError
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.scenarios.file import fixtures
from cs_simulator.scenarios.file.problems import UnusableFileError

from tests.support.builders import A_VPC, FIXTURES, PASSWORD, a_create_body
from tests.support.http import advance, call

MINE = {"vpc_id": "vpc-mine", "vswitch_id": "vsw-mine", "subnet_cidr": "172.28.1.0/24"}
[AN_INSTANCE], [A_SWITCH] = FIXTURES["instances"], A_VPC["vswitches"]
SMALL = {"zone_id": "cn-beijing-b", "instance_type": "ecs.n1.small"}


async def put(api, body, tenant="default"):
    return await call(api, "PUT", f"/_simulator/fixtures?tenant={tenant}", body)


async def create(api, **changes):
    return await call(api, "POST", "/clusters", a_create_body(**{**MINE, **changes}))


async def test_everything_that_is_put_is_found_and_used(an_api):
    api = await an_api(unknown_resources="refuse")
    assert (await create(api)).status == 404
    status, found = await put(api, FIXTURES)
    assert status == 200, found
    region = found["regions"]["cn-beijing"]
    assert "vpc-mine" in {each["vpc_id"] for each in region["vpcs"]}
    assert "rm-mine" in {each["db_instance_id"] for each in region["rds_instances"]}
    assert "m-mine" in {each["image_id"] for each in region["images"]}
    assert "i-mine" in {each["instance_id"] for each in region["instances"]}
    assert found["quotas"]["clusters"] == 7
    assert found["stock"] == [{**SMALL, "available": 3}]
    assert found["missing_roles"] == ["AliyunCSManagedCostRole"]
    status, cluster = await create(api, ecs_image_id="m-mine", rds_instances=["rm-mine"], size=2)
    assert status == 202, cluster
    await advance(api)
    attached = await api.post(
        f"/clusters/{cluster['cluster_id']}/attach",
        json={"instances": ["i-mine"], "password": "Just-For-Test-1"},
    )
    assert attached.status == 202, await attached.text()


async def test_stock_is_counted_down_and_its_end_fails_the_task(api):
    await put(api, {"vpcs": [A_VPC], "stock": [{**SMALL, "available": 3}]})
    _, first = await create(api, size=2, instance_type="ecs.n1.small")
    _, second = await create(
        api,
        size=2,
        instance_type="ecs.n1.small",
        name="second",
        subnet_cidr="172.28.2.0/24",
    )
    await advance(api)
    assert (await (await api.get("/_simulator/fixtures")).json())["stock"][0]["available"] == 0
    states = [
        (await (await api.get(f"/clusters/{each['cluster_id']}")).json())["state"]
        for each in (first, second)
    ]
    assert sorted(states) == ["failed", "running"]
    failed = (first, second)[states.index("failed")]["cluster_id"]
    logs = await (await api.get(f"/clusters/{failed}/logs")).json()
    assert any("Code: OperationDenied.NoStock" in line["cluster_log"] for line in logs)


async def test_quotas_change_at_once_and_back_at_a_reset(api):
    assert (await put(api, {"vpcs": [A_VPC], "quotas": {"clusters": 0}})).status == 200
    assert (await create(api)).body["code"] == "QuotaExceeded.Cluster"
    await api.post("/_simulator/reset")
    assert (await create(api, vpc_id="vpc-other", vswitch_id="vsw-other")).status == 202


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"vpc": []}, "vpc: unknown key (did you mean 'vpcs'?)"),
        ({"vpcs": [{**A_VPC, "cidr": "1.2.3"}]}, "vpcs[0].cidr: it has no prefix length"),
        ({"vpcs": [{**A_VPC, "region_id": "cn-nowhere"}]}, "there is no region 'cn-nowhere'"),
        ({"vpcs": [{**A_VPC, "cidr": "10.0.0.0/8"}]}, "does not lie in 10.0.0.0/8"),
        ({"vpcs": [{**A_VPC, "vpc_id": "mine"}]}, "vpcs[0].vpc_id: write a text that fits"),
        ({"missing_roles": ["Emperor"]}, "missing_roles[0]: there is no service role 'Emperor'"),
        ({"stock": [{**SMALL, "available": -1}]}, "stock[0].available: write 0 or more"),
        ({"stock": [{**SMALL, "zone_id": "x", "available": 1}]}, "stock[0].zone_id: there is no"),
        ({"quotas": {"cluster": 1}}, "quotas.cluster: there is no such quota"),
        ({"instances": FIXTURES["instances"]}, "there is no vSwitch 'vsw-mine'"),
        ({"images": [{**FIXTURES["images"][0], "region_id": "x"}]}, "images[0].region_id"),
        (
            {**FIXTURES, "instances": [{**FIXTURES["instances"][0], "ip_address": "10.0.0.5"}]},
            "instances[0].ip_address: it is no address of 192.168.0.0/24",
        ),
        (
            {**FIXTURES, "instances": [{**AN_INSTANCE, "ip_address": "192.168.0.x"}]},
            "instances[0].ip_address: '192.168.0.x' is not an IPv4 address",
        ),
        (
            {**FIXTURES, "instances": [AN_INSTANCE, {**AN_INSTANCE, "instance_id": "i-other"}]},
            "instances[1].ip_address: 192.168.0.200 is taken",
        ),
        (
            {**FIXTURES, "instances": [{**AN_INSTANCE, "instance_type": "ecs.none"}]},
            "instances[0].instance_type: there is no instance type 'ecs.none'",
        ),
        (
            {"vpcs": [{**A_VPC, "vswitches": [{**A_SWITCH, "zone_id": "cn-hangzhou-b"}]}]},
            "vpcs[0].vswitches[0].zone_id: cn-beijing has the zones cn-beijing-a, cn-beijing-b",
        ),
        (
            {"vpcs": [{**A_VPC, "vswitches": [A_SWITCH, {**A_SWITCH, "vswitch_id": "vsw-b"}]}]},
            "vpcs[0]: vsw-mine's 192.168.0.0/24 overlaps vsw-b's 192.168.0.0/24",
        ),
        (
            {"vpcs": [A_VPC, {**A_VPC, "vpc_id": "vpc-b"}]},
            "vpcs[1].vswitches[0]: vsw-mine is of vpc-mine",
        ),
    ],
)
async def test_what_does_not_fit_is_refused_whole_and_in_words(api, body, message):
    before = await (await api.get("/_simulator/fixtures")).json()
    status, answer = await put(api, {"quotas": {"eips": 1}, **body})
    assert (status, answer["code"]) == (400, "BadFixtures")
    assert message in answer["message"]
    assert await (await api.get("/_simulator/fixtures")).json() == before


async def test_networks_that_clusters_use_do_not_become_other_ones(api):
    await put(api, {"vpcs": [A_VPC]})
    await create(api)
    await advance(api)
    assert (await put(api, {"vpcs": [A_VPC]})).status == 200
    status, answer = await put(api, {"vpcs": [{**A_VPC, "cidr": "192.0.0.0/8"}]})
    assert (status, "clusters use vpc-mine" in answer["message"]) == (400, True)
    moved = {**A_VPC["vswitches"][0], "cidr": "192.168.1.0/24"}
    status, answer = await put(api, {"vpcs": [{**A_VPC, "vswitches": [moved]}]})
    assert (status, "instances use it" in answer["message"]) == (400, True)


async def test_an_instance_that_is_a_node_is_no_fixture_any_more(api):
    await put(api, FIXTURES)
    cluster_id = (await create(api)).ok()["cluster_id"]
    await advance(api)
    joining = {"password": PASSWORD, "instances": ["i-mine"]}
    (await call(api, "POST", f"/clusters/{cluster_id}/attach", joining)).ok()

    status, answer = await put(api, {"instances": [AN_INSTANCE]})

    assert (status, answer["code"]) == (400, "BadFixtures")
    assert "instances[0]: i-mine is a node of a cluster" in answer["message"]


async def test_an_instance_may_be_given_again(api):
    await put(api, FIXTURES)

    assert (
        await put(api, {"instances": [{**AN_INSTANCE, "charge_type": "PrePaid"}]})
    ).status == 200


async def test_a_tenant_is_made_with_fixtures_and_has_them_again_after_a_reset(api):
    made = await (await api.post("/_simulator/tenants", json={"fixtures": FIXTURES})).json()
    for _ in range(2):
        path = f"/_simulator/fixtures?tenant={made['tenant']}"
        found = await (await api.get(path)).json()
        assert found["stock"] == [{**SMALL, "available": 3}]
        await api.post(f"/_simulator/reset?tenant={made['tenant']}")
    refused = await api.post("/_simulator/tenants", json={"fixtures": {"stock": 1}, "name": "no"})
    assert (refused.status, (await refused.json())["code"]) == (400, "BadFixtures")
    assert "no" not in (await (await api.get("/_simulator/tenants")).json())["tenants"]


async def test_fixtures_of_a_folder_are_found_by_every_tenant(an_api, tmp_path):
    (tmp_path / "1.yaml").write_text(json.dumps({"vpcs": [A_VPC]}))
    (tmp_path / "2.yml").write_text(
        "stock:\n  - {zone_id: cn-beijing-b, available: 1,\n     instance_type: ecs.n1.small}\n"
    )
    (tmp_path / "notes.txt").write_text("not read")
    api = await an_api(fixtures=str(tmp_path), unknown_resources="refuse")
    await api.post("/_simulator/tenants", json={"name": "other"})
    for tenant in ("default", "other"):
        found = await (await api.get(f"/_simulator/fixtures?tenant={tenant}")).json()
        assert found["stock"] == [{**SMALL, "available": 1}]
    assert (await create(api)).status == 202


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "1:1: E001: it is empty"),
        ("vpcs: [", "E001: "),
        ("vpcs: []\nstok: []\n", "2:1: E002: stok: unknown key (did you mean 'stock'?)"),
        ("stock:\n- {zone_id: a, instance_type: b, availabel: 3}", "2:34: E002: "),
        ("quotas: {clusters: many}", "1:20: E008: quotas.clusters: write a whole number"),
        ("vpcs: []\nvpcs: []", "2:1: E001: 'vpcs' is given twice"),
        ("vpcs: !!python/object:os.system []", "E001: tags are not known here"),
        ("&a [*a]", "E001: it contains itself"),
        (
            "quotas: {clusters: 1}\nstock: [{zone_id: x, instance_type: y, available: 1}]",
            "stock[0].zone_id: there is no zone 'x'",
        ),
    ],
)
async def test_a_bad_file_stops_the_start_with_its_place(tmp_path, text, message):
    file = tmp_path / "bad.yaml"
    file.write_text(text)
    with pytest.raises(UsageError, match="--fixtures: ") as refused:
        async with Simulator.open(Settings(db=":memory:", fixtures=str(file))):
            pass
    assert message in str(refused.value)


def test_many_aliases_do_not_make_an_enormous_value():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    with pytest.raises(UnusableFileError, match="it has too many values"):
        fixtures.read_text("\n".join(lines), "bomb.yaml")


@pytest.mark.parametrize("path", ["missing.yaml", ""])
async def test_a_file_that_is_missing_is_reported(tmp_path, path):
    with pytest.raises(UsageError, match=r"No such file|has no file that ends in \.yaml"):
        async with Simulator.open(Settings(db=":memory:", fixtures=str(tmp_path / path))):
            pass


async def test_a_role_is_taken_away_and_granted_again(api):
    role = "AliyunCSManagedLogRole"

    _, taken = await put(api, {"missing_roles": [role, role]})
    _, granted = await put(api, {"granted_roles": [role, "AliyunCSManagedCsiRole"]})

    assert (taken["missing_roles"], granted["missing_roles"]) == ([role], [])
