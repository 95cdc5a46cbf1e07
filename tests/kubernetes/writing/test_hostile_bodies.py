"""Bodies of other types than a kind has: refused or kept, but answered."""

import pytest
from cs_simulator.kubernetes.kinds.registry import all_kinds
from cs_simulator.kubernetes.writing.paths import set_at

from tests.support.cluster_writes import WritingApi

ODD = (
    None, [], {}, "x", 7, True, [None], ["x"], [{}], [[]], {"a": None}, {"a": []}, [{"name": 7}],
    [{"type": 7}], {"containers": [7]}, {"containers": [{"ports": [7]}]}, {"template": 7},
    {"template": {"spec": []}}, {"template": {"metadata": 7}}, {"selector": 7}, {"names": 7},
    {"ports": [{"port": "x"}]}, {"versions": [{}]}, {"taints": [7], "conditions": {"type": 7}},
)  # fmt: skip
MERGE = "application/merge-patch+json"
KINDS = {
    f"{kind.plural}.{kind.group or 'core'}/{kind.version}": kind
    for kind in all_kinds()
    if kind.is_kept and kind.until == 999
}


@pytest.fixture(scope="module")
def api():
    """A cluster with a namespace, for all kinds."""
    api = WritingApi(version="1.36.1-aliyun.1")
    api.create("/api/v1/namespaces", {"metadata": {"name": "shop"}})
    return api


def a_body(kind, field, value):
    body = {"metadata": {"name": "odd"}}
    for path in kind.required:
        set_at(body, path, {"a": "b"})
    return {**body, field: value}


def fields_of(kind):
    return {path.partition(".")[0] for path in kind.required} | {
        "data",
        "metadata",
        "spec",
        "status",
    }


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_body_of_other_types_is_answered(api, kind):
    root = f"/apis/{kind.group}" if kind.group else "/api"
    place = "/namespaces/shop" if kind.namespaced else ""
    path = f"{root}/{kind.version}{place}/{kind.plural}"
    for field in fields_of(kind):
        for value in ODD:
            body = a_body(kind, field, value)
            statuses = [
                api.call("POST", path, body).status,
                api.call("PATCH", f"{path}/odd", {field: value}, MERGE).status,
                api.call("PATCH", f"{path}/odd/status", {field: value}, MERGE).status,
                api.call("PUT", f"{path}/odd", body).status,
                api.call("DELETE", f"{path}/odd").status,
            ]
            assert max(statuses) < 500, (body, statuses)
