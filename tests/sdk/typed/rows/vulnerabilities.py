"""Vulnerabilities of nodes: looked for, listed, fixed."""

from tests.sdk.typed import there as given
from tests.sdk.typed.rows._row import CLUSTER, POOL, row


def _a_scanned_pool(there):
    """A pool whose nodes were scanned."""
    given.a_pool(there)
    there.ids |= there.ask("ScanClusterVuls", "cluster_id").raw
    there.settle()


def _by_node(there):
    """What each node has, by its name: whether it needs a restart, by the vulnerability's name."""
    path = ("cluster_id", "nodepool_id")
    records = there.ask("DescribeNodePoolVuls", *path, request={}).raw["vul_records"]
    return {
        record["node_name"]: {each["name"]: each["need_reboot"] for each in record["vul_list"]}
        for record in records
    }


@row("ScanClusterVuls", given.a_pool, *CLUSTER, task="cluster_vuls_scan")
def _looks_for_vulnerabilities(there, answer):
    assert _by_node(there).keys() == set(there.ids["node_names"])


@row("DescribeClusterVuls", _a_scanned_pool, *CLUSTER)
def _lists_vulnerabilities_of_pools(there, answer):
    records = answer["vul_records"]
    assert {record["nodepool_id"] for record in records} == {there.ids["nodepool_id"]}
    assert {record["node_count"] for record in records} == {2}
    assert all(name.startswith("CVE-") for record in records for name in record["cve_list"])


@row("DescribeNodePoolVuls", _a_scanned_pool, *POOL, request={"necessity": "asap"})
def _lists_vulnerabilities_of_nodes(there, answer):
    assert [each["instance_id"] for each in answer["vul_records"]] == there.ids["instance_ids"]
    levels = {each["necessity"] for one in answer["vul_records"] for each in one["vul_list"]}
    assert levels == {"asap"}


@row(
    "FixNodePoolVuls", _a_scanned_pool, *POOL, task="nodepool_cve_fix",
    request=lambda there: {"nodes": there.ids["node_names"][:1], "auto_restart": False,
                           "rollout_policy": {"max_parallelism": 1}},
)  # fmt: skip
def _fixes_what_needs_no_restart_on_a_node(there, answer):
    fixed, other = (_by_node(there)[name] for name in there.ids["node_names"])
    assert set(fixed.values()) == {True}
    assert set(other.values()) == {True, False}
