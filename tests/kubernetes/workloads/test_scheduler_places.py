"""Pods that want to be near others, apart from others, or spread over places."""

from collections import Counter

from tests.support.scheduling import PODS, a_node, a_pod, node_of, where, why_not

HOST = "kubernetes.io/hostname"
ZONE = "topology.kubernetes.io/zone"
WEB = {"app": "web"}
SELECTOR = {"matchLabels": WEB}
REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution"


def three_nodes(api):
    a_node(api, "a1", labels={ZONE: "a"})
    a_node(api, "a2", labels={ZONE: "a"})
    a_node(api, "b1", labels={ZONE: "b"})


def affinity(kind, key, selector=SELECTOR, **more):
    return {kind: {REQUIRED: [{"topologyKey": key, "labelSelector": selector, **more}]}}


def spread(key, when="DoNotSchedule", **more):
    constraint = {"topologyKey": key, "maxSkew": 1, "whenUnsatisfiable": when}
    return [{**constraint, "labelSelector": SELECTOR, **more}]


def test_pods_that_must_not_be_together_are_on_a_node_each(api):
    three_nodes(api)

    for number in range(4):
        apart = affinity("podAntiAffinity", HOST)
        a_pod(api, f"web-{number}", labels=WEB, affinity=apart)

    assert sorted(where(api).values()) == ["", "a1", "a2", "b1"]
    words = "3 node(s) didn't match pod anti-affinity rules"
    assert why_not(api, "web-3") == f"0/3 nodes are available: {words}."
    api.call("DELETE", f"{PODS}/web-0?gracePeriodSeconds=0").ok()
    assert node_of(api, "web-3") == "a1"


def test_pods_that_must_not_be_in_one_zone_are_not(api):
    three_nodes(api)

    for number in range(3):
        apart = affinity("podAntiAffinity", ZONE)
        a_pod(api, f"web-{number}", labels=WEB, affinity=apart)

    assert where(api) == {"web-0": "a1", "web-1": "b1", "web-2": ""}


def test_a_pod_stays_away_from_those_that_do_not_want_it(api):
    three_nodes(api)
    a_pod(api, "shy", labels={"app": "shy"}, affinity=affinity("podAntiAffinity", ZONE))

    a_pod(api, "web", labels=WEB)
    a_pod(api, "again", labels=WEB, nodeSelector={ZONE: "a"})

    assert where(api) == {"shy": "a1", "web": "b1", "again": ""}
    assert why_not(api, "again") == (
        "0/3 nodes are available: 1 node(s) didn't match Pod's node affinity/selector,"
        " 2 node(s) didn't satisfy existing pods anti-affinity rules."
    )


def test_terms_mean_pods_of_their_own_namespace_unless_they_say_otherwise(api):
    api.create("/api/v1/namespaces", {"metadata": {"name": "other", "labels": {"a": "b"}}})
    a_node(api, "one")
    spec = {"nodeName": "one", "containers": [{"name": "a", "image": "a"}]}
    pod = {"metadata": {"name": "web", "labels": WEB}, "spec": spec}
    api.create("/api/v1/namespaces/other/pods", pod)

    chosen = {"namespaceSelector": {"matchLabels": {"a": "b"}}}
    for name, more in (("own", {}), ("named", {"namespaces": ["other"]}), ("chosen", chosen)):
        a_pod(api, name, affinity=affinity("podAntiAffinity", HOST, **more))

    assert where(api) == {"own": "one", "named": "", "chosen": ""}


def test_pods_that_must_be_together_are(api):
    three_nodes(api)
    near = affinity("podAffinity", ZONE)
    a_pod(api, "lonely", affinity=near)
    assert why_not(api, "lonely") == (
        "0/3 nodes are available: 3 node(s) didn't match pod affinity rules."
    )

    for number in range(4):
        a_pod(api, f"web-{number}", labels=WEB, affinity=near)

    zones = {node[0] for node in where(api).values()}
    assert zones == {"a"}
    assert node_of(api, "lonely") in ("a1", "a2")


def test_pods_are_spread_over_zones_and_not_over_nodes(api):
    three_nodes(api)

    for number in range(6):
        a_pod(api, f"web-{number}", labels=WEB, topologySpreadConstraints=spread(ZONE))

    assert Counter(node[0] for node in where(api).values()) == {"a": 3, "b": 3}


def test_a_zone_that_is_full_keeps_others_from_getting_ahead(api):
    three_nodes(api)
    api.call("PATCH", "/api/v1/nodes/b1/status", {"status": {"allocatable": {"pods": "1"}}},
             "application/merge-patch+json").ok()  # fmt: skip

    for number in range(4):
        a_pod(api, f"web-{number}", labels=WEB, topologySpreadConstraints=spread(ZONE))

    assert Counter(node[:1] for node in where(api).values()) == {"a": 2, "b": 1, "": 1}
    assert why_not(api, "web-3") == (
        "0/3 nodes are available: 1 Too many pods,"
        " 2 node(s) didn't match pod topology spread constraints."
    )


def test_nodes_without_the_label_take_no_part_in_a_spread(api):
    a_node(api, "bare")

    a_pod(api, "web", labels=WEB, topologySpreadConstraints=spread(ZONE))

    words = "node(s) didn't match pod topology spread constraints (missing required label)"
    assert why_not(api, "web") == f"0/1 nodes are available: 1 {words}."


def test_with_fewer_zones_than_are_wanted_each_gets_as_many_as_the_skew(api):
    three_nodes(api)
    constraints = spread(ZONE, minDomains=3)

    for number in range(3):
        a_pod(api, f"web-{number}", labels=WEB, topologySpreadConstraints=constraints)

    assert sorted(node[:1] for node in where(api).values()) == ["", "a", "b"]


def test_a_spread_that_is_only_wished_for_gives_way(api):
    three_nodes(api)
    wished = spread(ZONE, "ScheduleAnyway")

    for number in range(2):
        a_pod(api, f"web-{number}", labels=WEB, topologySpreadConstraints=wished)
    third = {"topologySpreadConstraints": wished, "nodeSelector": {ZONE: "a"}}
    a_pod(api, "web-2", labels=WEB, **third)

    assert [node[0] for node in where(api).values()] == ["a", "b", "a"]


def test_pods_rather_are_where_they_like_the_others(api):
    three_nodes(api)
    a_pod(api, "web", labels=WEB, nodeSelector={HOST: "b1"})
    term = {"topologyKey": ZONE, "labelSelector": SELECTOR}
    liked = {PREFERRED: [{"weight": 50, "podAffinityTerm": term}]}

    a_pod(api, "near", affinity={"podAffinity": liked})
    a_pod(api, "apart", affinity={"podAntiAffinity": liked})

    assert node_of(api, "near") == "b1"
    assert node_of(api, "apart") in ("a1", "a2")
