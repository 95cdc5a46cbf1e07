"""Kubeconfigs: their text, certificates of the cluster's authority, virtual time, revocation."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cs_simulator.cluster_types.ack.cluster_type import ACK
from kubernetes.config import new_client_from_config_dict

from tests.support.builders import a_create_body

START = datetime(2026, 9, 1, 9, tzinfo=UTC)


class Cluster:
    """A Kubernetes cluster of an API in this process."""

    def __init__(self, api, cluster_id):
        self.api, self.cluster_id = api, cluster_id

    async def get(self, path="user_config", status=200, **query):
        answer = await self.api.get(f"/k8s/{self.cluster_id}/{path}", params=query)
        body = await answer.json()
        assert answer.status == status, body
        return body

    async def config(self, path="user_config", **query):
        return Config(await self.get(path, **query))

    async def expire(self, status=200, **body):
        answer = await self.api.post(f"/k8s/{self.cluster_id}/user_config/expire", json=body)
        assert answer.status == status, await answer.text()
        return await answer.read()

    async def states(self, **query):
        path = f"/clusters/{self.cluster_id}/kubeconfig/states"
        return await (await self.api.get(path, params=query)).json()


class Config:
    """A kubeconfig, taken apart."""

    def __init__(self, body):
        self.expiration = body.get("expiration")
        self.text = body["config"]
        parsed = yaml.safe_load(self.text)
        [cluster], [user], [context] = (parsed[name] for name in ("clusters", "users", "contexts"))
        self.parsed, self.context = parsed, context
        self.server = cluster["cluster"]["server"]
        self.authority = _certificates(cluster["cluster"]["certificate-authority-data"])
        self.certificates = _certificates(user["user"]["client-certificate-data"])
        pem = base64.b64decode(user["user"]["client-key-data"], validate=True)
        self.key = load_pem_private_key(pem, None)
        self.user = user["name"]

    @property
    def ends(self):
        return self.certificates[0].not_valid_after_utc

    @property
    def serial(self):
        return self.certificates[0].serial_number


def _certificates(data):
    return x509.load_pem_x509_certificates(base64.b64decode(data, validate=True))


async def advance(api, **how):
    answer = await api.post("/_simulator/clock/advance", json=how)
    assert answer.status == 200, await answer.text()


async def running(api, number=1, **changes):
    body = ACK.creation.example({"endpoint_public_access": True, **changes}, number)
    created = await (await api.post("/clusters", json=body)).json()
    await advance(api, until="idle")
    return Cluster(api, created["cluster_id"])


@pytest.fixture
async def cluster(api):
    return await running(api)


async def test_the_text_is_as_the_service_writes_it(cluster):
    config = await cluster.config()
    uid = config.user
    assert config.text.startswith("\napiVersion: v1\nclusters:\n- cluster:\n    server: https://")
    assert list(config.parsed) == [
        "apiVersion", "clusters", "contexts", "current-context", "kind", "preferences", "users",
    ]  # fmt: skip
    assert (config.parsed["kind"], config.parsed["preferences"]) == ("Config", {})
    assert isinstance(uid, str)
    assert len(uid) == 16
    assert f'- name: "{uid}"' in config.text
    assert config.parsed["current-context"] == f"{uid}-{cluster.cluster_id}"
    assert config.context == {
        "name": f"{uid}-{cluster.cluster_id}",
        "context": {"cluster": "kubernetes", "user": uid},
    }


async def test_the_old_form_has_the_old_names_and_no_end(cluster):
    answer = await cluster.api.get(f"/api/v2/k8s/{cluster.cluster_id}/user_config")
    body = await answer.json()
    assert body.keys() == {"config"}
    config = Config(body)
    assert config.user == "kubernetes-admin"
    assert config.parsed["current-context"] == f"kubernetes-admin-{cluster.cluster_id}"
    assert config.serial == (await cluster.config()).serial


async def test_the_certificate_is_signed_by_the_clusters_own_authority(cluster):
    config = await cluster.config()
    [authority], [certificate] = config.authority, config.certificates
    certificate.verify_directly_issued_by(authority)
    authority.verify_directly_issued_by(authority)
    assert certificate.subject.rfc4514_string() == f"CN={config.user},O=system:users"
    assert certificate.public_key() == config.key.public_key()
    constraints = authority.extensions.get_extension_for_class(x509.BasicConstraints)
    assert (constraints.value.ca, constraints.critical) == (True, True)
    other = await (await running(cluster.api, 2)).config()
    assert other.authority[0].public_key() != authority.public_key()


async def test_it_is_the_same_at_every_call_and_for_the_same_seed(an_api, cluster):
    first = (await cluster.config()).text
    await advance(cluster.api, by="1h")
    assert (await cluster.config()).text == first
    again = await running(await an_api())
    assert (await again.config()).text == first
    elsewhere = await running(await an_api(seed=7))
    assert (await elsewhere.config()).text != first


async def test_a_client_of_kubernetes_loads_it(cluster):
    config = await cluster.config()
    client = new_client_from_config_dict(config.parsed)
    assert client.configuration.host == config.server


async def test_it_is_good_for_three_years_of_virtual_time(cluster):
    config = await cluster.config()
    created = (await cluster.api.get(f"/clusters/{cluster.cluster_id}")).json
    assert (await created())["state"] == "running"
    assert config.ends == START + timedelta(days=3 * 365)
    assert config.expiration == "2029-08-31T09:00:00Z"
    assert config.certificates[0].not_valid_before_utc == START


async def test_a_temporary_one_is_good_for_so_many_minutes_from_now(cluster):
    await advance(cluster.api, to="2026-09-02T00:00:00Z")
    config = await cluster.config(TemporaryDurationMinutes="15")
    assert config.expiration == "2026-09-02T00:15:00Z"
    assert config.ends == datetime(2026, 9, 2, 0, 15, tzinfo=UTC)
    assert config.serial != (await cluster.config()).serial
    assert (await cluster.config(TemporaryDurationMinutes="0")).expiration.startswith("2029")


@pytest.mark.parametrize("minutes", ["14", "4321", "-15", "1h", "9" * 30])
async def test_a_temporary_one_has_bounds(cluster, minutes):
    body = await cluster.get(status=400, TemporaryDurationMinutes=minutes)
    assert body["code"] == "InvalidParameter.TemporaryDurationMinutes"


async def test_the_address_is_the_public_or_the_private_one(cluster):
    public, private = [
        (await cluster.config(PrivateIpAddress=given)).server for given in ("False", "True")
    ]
    detail = await (await cluster.api.get(f"/clusters/{cluster.cluster_id}")).json()
    urls = detail["master_url"]
    assert f'"api_server_endpoint":"{public}"' in urls
    assert f'"intranet_api_server_endpoint":"{private}"' in urls
    assert public.endswith(":6443")


async def test_without_a_public_address_the_private_one_is_answered(api):
    cluster = await running(api, endpoint_public_access=False)
    servers = {(await cluster.config(PrivateIpAddress=given)).server for given in ("false", "true")}
    assert len(servers) == 1
    assert servers.pop().startswith("https://10.")


async def test_where_addresses_are_served_both_lead_there_and_the_ends_trust_each_other(an_api):
    cluster = await running(await an_api(master_port="8016"))
    config = await cluster.config()
    private = await cluster.config(PrivateIpAddress="true")
    assert config.server == f"https://127.0.0.1:8016/{cluster.cluster_id}"
    assert private.server == f"{config.server}/private"
    own, port = config.authority
    user, crossed = config.certificates
    user.verify_directly_issued_by(own)
    assert crossed.public_key() == own.public_key()
    assert (crossed.subject, crossed.issuer != own.issuer) == (own.subject, True)
    port.verify_directly_issued_by(port)
    assert port.subject.rfc4514_string() == "CN=cs-simulator authority,O=cs-simulator"


async def test_a_revocation_makes_a_new_one(cluster):
    first = await cluster.config()
    await advance(cluster.api, by="1d")
    answer = await cluster.api.delete(f"/k8s/{cluster.cluster_id}/certs")
    assert (answer.status, await answer.json()) == (200, {})
    second = await cluster.config()
    assert second.serial != first.serial
    assert second.expiration > first.expiration
    assert second.authority == first.authority


async def test_another_user_has_one_of_the_same_authority(cluster):
    own, other = await cluster.config(), await cluster.config("users/200/user_config")
    assert (other.user, other.authority) == ("200", own.authority)
    assert other.certificates[0].subject.rfc4514_string() == "CN=200,O=system:users"
    body = await cluster.get("users/bob/user_config", status=400)
    assert body["code"] == "InvalidParameter.Uid"


async def test_the_life_of_a_users_certificate_is_set_in_hours(cluster):
    await advance(cluster.api, to="2026-09-02T00:00:00Z")
    assert await cluster.expire(user="200", expire_hour=5) == b""
    config = await cluster.config("users/200/user_config")
    assert config.expiration == "2026-09-02T05:00:00Z"
    assert (await cluster.config()).expiration.startswith("2029")
    assert await cluster.expire(user="200", expire_hour=876_000) == b""
    assert (await cluster.config("users/200/user_config")).expiration.startswith("2126")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"user": "200"}, "MissingParameter.ExpireHour"),
        ({"expire_hour": 1}, "MissingParameter.User"),
        ({"user": "200", "expire_hour": 0}, "InvalidParameter.ExpireHour"),
        ({"user": "200", "expire_hour": 876_001}, "InvalidParameter.ExpireHour"),
        ({"user": "bob", "expire_hour": 1}, "InvalidParameter.User"),
        ({"user": 200, "expire_hour": 1}, "InvalidParameter"),
    ],
)
async def test_a_life_that_cannot_be_set_is_refused(cluster, body, code):
    answer = await cluster.api.post(f"/k8s/{cluster.cluster_id}/user_config/expire", json=body)
    assert (answer.status, (await answer.json())["code"]) == (400, code)


async def test_the_users_of_a_cluster_are_listed_with_the_state_of_their_certificates(cluster):
    uid = (await cluster.config()).user
    await cluster.expire(user="200", expire_hour=1)
    await advance(cluster.api, by="2h")
    listed = await cluster.states()
    assert listed["page"] == {"page_number": 1, "page_size": 10, "total_count": 2}
    root, user = listed["states"]
    assert (root["account_id"], root["account_type"], root["account_state"]) == (
        uid, "RootAccount", "Active",
    )  # fmt: skip
    assert (root["cert_state"], root["revokable"]) == ("Unexpired", True)
    assert root["cert_expire_time"] == "2029-08-31T09:00:00Z"
    assert (user["account_id"], user["account_type"], user["cert_state"]) == (
        "200", "RamUser", "Expired",
    )  # fmt: skip
    assert not user["revokable"]
    second = await cluster.states(pageNumber="2", pageSize="1")
    assert [state["account_id"] for state in second["states"]] == ["200"]
    assert (await cluster.states(pageSize="99"))["page"]["page_size"] == 50
    assert (await cluster.states(cloudServiceKubeConfig="true"))["states"] == []


async def test_the_clusters_of_a_user_are_listed(cluster):
    await cluster.api.post("/clusters", json=a_create_body(name="swarm"))
    body = ACK.creation.example({}, 2)
    await cluster.api.post("/clusters", json=body)
    uid = (await cluster.config()).user
    await cluster.expire(user="200", expire_hour=1)

    async def states(user, **query):
        answer = await cluster.api.get(f"/users/{user}/kubeconfig/states", params=query)
        return await answer.json()

    own = await states(uid)
    assert own["page"]["total_count"] == 2
    assert [(one["cluster_state"], one["cert_state"]) for one in own["states"]] == [
        ("running", "Unexpired"), ("initial", "Unissued"),
    ]  # fmt: skip
    assert own["states"][0]["cluster_id"] == cluster.cluster_id
    others = await states("200", page_size="1")
    assert [one["cert_state"] for one in others["states"]] == ["Unexpired"]
    assert [one["cert_state"] for one in (await states("300"))["states"]] == ["Unissued"] * 2
    refused = await cluster.api.get("/users/bob/kubeconfig/states")
    assert refused.status == 400


async def test_there_is_none_before_the_cluster_runs(api):
    created = await (await api.post("/clusters", json=ACK.creation.example({}, 1))).json()
    early = Cluster(api, created["cluster_id"])
    await early.get(status=400)
    assert (await early.states())["states"] == []
    await advance(api, until="idle")
    await early.get()


async def test_a_swarm_cluster_has_none(api):
    created = await (await api.post("/clusters", json=a_create_body())).json()
    body = await Cluster(api, created["cluster_id"]).get(status=501)
    assert "DescribeClusterCerts" in body["message"]


async def test_an_unknown_cluster_has_none(api):
    body = await Cluster(api, "c" + "0" * 32).get(status=404)
    assert body["code"] == "ErrorClusterNotFound"


async def test_the_journal_keeps_nothing_of_it(cluster):
    await cluster.config()
    text = await (await cluster.api.get("/_simulator/calls")).text()
    assert "client-key-data" not in text
    assert "LS0tLS1CRUdJTi" not in text


async def test_a_snapshot_and_a_fork_keep_the_revocation(cluster):
    await cluster.api.delete(f"/k8s/{cluster.cluster_id}/certs")
    revoked = (await cluster.config()).serial
    assert (await cluster.api.put("/_simulator/snapshots/one")).status in (200, 201)
    await cluster.api.delete(f"/k8s/{cluster.cluster_id}/certs")
    assert (await cluster.config()).serial != revoked
    assert (await cluster.api.post("/_simulator/snapshots/one/load")).status == 200
    assert (await cluster.config()).serial == revoked


async def test_its_nat_gateway_is_answered_by_the_vpc_api(api):
    cluster = await running(api, snat_entry=True)
    query = {"Action": "DescribeNatGateways", "Version": "2016-04-28", "RegionId": "cn-beijing"}
    listed = await (await api.get("/", params=query)).json()
    [gateway] = listed["NatGateways"]["NatGateway"]
    assert gateway["NatGatewayId"].startswith("ngw-2ze")
    assert gateway["IpLists"]["IpList"][0]["IpAddress"]
    for filters, count in (
        ({"VpcId": gateway["VpcId"]}, 1), ({"VpcId": "vpc-other"}, 0), ({"Status": "Deleting"}, 0),
        ({"NatGatewayId": gateway["NatGatewayId"], "NatType": "Enhanced"}, 1),
    ):  # fmt: skip
        found = await (await api.get("/", params={**query, **filters})).json()
        assert found["TotalCount"] == count
    vpc = {**query, "Action": "DescribeVpcs", "VpcId": gateway["VpcId"]}
    [shown] = (await (await api.get("/", params=vpc)).json())["Vpcs"]["Vpc"]
    assert shown["NatGatewayIds"] == {"NatGatewayIds": [gateway["NatGatewayId"]]}
    await api.delete(f"/clusters/{cluster.cluster_id}")
    await advance(api, until="idle")
    assert (await (await api.get("/", params=query)).json())["TotalCount"] == 0
