"""What the provider makes of answers: the measured table, against answers of the simulator.

Each row changes one thing in the simulator's own answers on their way to the client, and says what
the next plan becomes: nothing to do, an error, a crash, or changes that never settle. So the other
tests here would notice each of these if the simulator did it.
"""

import copy
import json
from contextlib import closing

import pytest

from tests.contracts.conftest import a_wire
from tests.contracts.terraform.calls import Calls
from tests.contracts.terraform.conftest import a_cluster, a_pool
from tests.contracts.terraform.core import CLUSTER, Terraform
from tests.contracts.waiting import ClientError, PanicError
from tests.contracts.wire import Edit

FINE: dict[str, object] = {}
DETAIL = "GET /clusters/c[0-9a-f]{32}"
POOL = f"{DETAIL}/nodepools/np[0-9a-f]{{32}}"
CONFIG = "GET /k8s/c[0-9a-f]{32}/user_config"
LOG = f"{DETAIL}/controlplanelog"
NAT = "DescribeNatGateways"
ABSENT = object()


def field(path, value):
    """Set a field of the answer, or take it out."""

    def change(status, body):
        *above, last = path.split(".")
        place = body
        for name in above:
            place = place[name]
        if value is ABSENT:
            place.pop(last, None)
        else:
            place[last] = value
        return status, body

    return change


def answer(status, body):
    return lambda *_: (status, body)


def refusal(status, **body):
    return answer(status, {"message": "no", **body})


def a_user(**user):
    return {"clusters": [{"cluster": {"certificate-authority-data": "YQ=="}}], "users": [user]}


CLUSTER_ROWS = [
    ("meta_data empty", DETAIL, field("meta_data", ""), "invalid metadata"),
    ("meta_data absent", DETAIL, field("meta_data", ABSENT), "invalid metadata"),
    ("meta_data an object", DETAIL, field("meta_data", {}), "invalid metadata"),
    ("meta_data {}", DETAIL, field("meta_data", "{}"), FINE),
    ("master_url empty", DETAIL, field("master_url", ""), FINE),
    ("master_url {}", DETAIL, field("master_url", "{}"), FINE),
    ("master_url bare", DETAIL, field("master_url", "https://1.2.3.4:6443"), FINE),
    ("master_url without a port", DETAIL,
     field("master_url", json.dumps({"api_server_endpoint": "https://1.2.3.4"})), FINE),
    ("master_url without a scheme", DETAIL,
     field("master_url", json.dumps({"api_server_endpoint": "1.2.3.4:6443"})), PanicError),
    ("kubeconfig refused", CONFIG, refusal(400, code="no"), FINE),
    ("kubeconfig empty", CONFIG, answer(200, {"config": ""}), PanicError),
    ("kubeconfig without users", CONFIG,
     answer(200, {"config": json.dumps({**a_user(), "users": []})}), PanicError),
    ("kubeconfig with a token", CONFIG,
     answer(200, {"config": json.dumps(a_user(user={"token": "t"}))}), PanicError),
    ("resources refused", f"{DETAIL}/resources", refusal(400, code="no"), FINE),
    ("resources {}", f"{DETAIL}/resources", answer(200, {}), FINE),
    *[(f"{name} null", DETAIL, field(name, None), FINE)
      for name in ("tags", "maintenance_window", "operation_policy", "vswitch_ids")],
    *[(f"state {state}", DETAIL, field("state", state), FINE)
      for state in ("failed", "deleting", "initial")],
    ("log refused", LOG, refusal(400, code="no"), "no"),
    ("log not there", LOG, refusal(404, code="no"), "no"),
    ("log {}", LOG, answer(200, {}), FINE),
    ("NAT refused", NAT, refusal(400, Code="no"), "no"),
    ("NAT not there", NAT, refusal(404, Code="no"), "no"),
    ("cluster 404", DETAIL, refusal(404, code="ErrorClusterNotFound"),
     {CLUSTER: "create", "pool": "create"}),
    ("unknown key 404", DETAIL, refusal(404, code="InvalidAccessKeyId.NotFound"),
     {CLUSTER: "create", "pool": "create"}),
    ("cluster 403", DETAIL, refusal(403, code="Forbidden"), "Forbidden"),
    ("cluster 400 without a code", DETAIL, refusal(400), "400"),
    ("cluster 404 in plain text", DETAIL, answer(404, "not here"), "is not a map"),
    ("cluster []", DETAIL, answer(200, []), "is not a map"),
    ("cluster null", DETAIL, answer(200, None), "is not a map"),
    ("tags {}", DETAIL, field("tags", {}), PanicError),
    ("size a text", DETAIL, field("size", "3"), FINE),
    ("other vswitches", DETAIL, field("vswitch_ids", ["vsw-other"]), {CLUSTER: "update"}),
    ("other spec", DETAIL, field("cluster_spec", "ack.standard"), {CLUSTER: "update"}),
    ("a timezone", DETAIL, field("timezone", "Asia/Shanghai"), {CLUSTER: "update"}),
    ("other mask", DETAIL, field("node_cidr_mask", "25"),
     {CLUSTER: "replace", "pool": "replace"}),
]  # fmt: skip
EVERYTHING = {"pool": "update"}
POOL_ROWS = [
    ("pool 404", POOL, refusal(404, code="whatever"), {"pool": "create"}),
    ("pool 400 with an empty code", POOL, refusal(400, code=""), {"pool": "create"}),
    ("pool 403", POOL, refusal(403, code="Forbidden"), "Forbidden"),
    ("pool 400 without a code", POOL, refusal(400), "400"),
    ("code at the top", POOL, field("code", "abc"), "code: abc"),
    ("success false at the top", POOL, field("success", False), "success"),
    ("code 200 at the top", POOL, field("code", "200"), FINE),
    ("pool []", POOL, answer(200, []), PanicError),
    ("auto_scaling []", POOL, field("auto_scaling", []), PanicError),
    ("pool null", POOL, answer(200, None), EVERYTHING),
    ("pool {}", POOL, answer(200, {}), EVERYTHING),
    *[(f"{name} absent", POOL, field(name, ABSENT), EVERYTHING)
      for name in ("kubernetes_config", "scaling_group", "nodepool_info")],
    *[(f"{name} absent", POOL, field(name, ABSENT), FINE)
      for name in ("auto_scaling", "management", "tee_config", "status")],
    ("desired_size a text", POOL, field("scaling_group.desired_size", "2"), FINE),
    ("desired_size null", POOL, field("scaling_group.desired_size", None), FINE),
    ("desired_size absent", POOL, field("scaling_group.desired_size", ABSENT), FINE),
    ("tags null", POOL, field("scaling_group.tags", None), FINE),
    ("labels null", POOL, field("kubernetes_config.labels", None), EVERYTHING),
    ("a label", POOL, field("kubernetes_config.labels", [
        {"key": "a", "value": "b"}, {"key": "ack.aliyun.com", "value": "c"}]), EVERYTHING),
    ("a tag", POOL, field("scaling_group.tags", [{"key": "ack.aliyun.com", "value": "c"}]),
     EVERYTHING),
    ("a system disk", POOL, field("scaling_group.system_disk_size", 120), EVERYTHING),
    ("on demand", POOL, field("scaling_group.on_demand_base_capacity", 0), EVERYTHING),
]  # fmt: skip
ROWS = [*CLUSTER_ROWS, *POOL_ROWS]


@pytest.fixture(scope="module")
def applied(simulator, context):
    """What was applied once for all rows: they change nothing in the simulator."""
    tenant = simulator.tenant(clock="frozen")
    with closing(a_wire(tenant, context)) as wire:
        terraform = Terraform(Calls(wire), tenant.clock)
        config = {CLUSTER: a_cluster(tenant), "pool": a_pool(tenant)}
        terraform.apply(config)
        yield terraform, config, copy.deepcopy(terraform.state)


@pytest.mark.parametrize(
    ("call", "change", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_the_provider_makes_of_an_answer_what_was_measured(applied, call, change, expected):
    terraform, config, state = applied
    terraform.state = copy.deepcopy(state)
    terraform.calls.wire.edits[:] = [Edit(call, change)]

    if expected is PanicError or isinstance(expected, str):
        kind, words = (PanicError, None) if expected is PanicError else (ClientError, expected)
        with pytest.raises(kind, match=words):
            terraform.plan(config)
    else:
        changes = terraform.plan(config)
        assert {name: change.action for name, change in changes.items()} == expected, changes
