"""The rules of single fields that only Swarm's requests have: what passes, and what is refused."""

import pytest
from cs_simulator.cluster_types.swarm import field_rules

PASSES = [
    (field_rules.SwarmRegion(), ["cn-beijing", "us-west-1"]),
    (field_rules.SwarmInstanceType(), ["ecs.n1.small", "ecs.c1.small"]),
    (field_rules.NetworkMode(), ["vpc"]),
    (field_rules.SwarmDiskCategory(), ["cloud", "cloud_ssd"]),
    (field_rules.SwarmType(), ["swarm", "Swarm", "aliyun", "ALIYUN"]),
]
CATEGORIES = "one of cloud, cloud_efficiency, cloud_ssd, cloud_essd, ephemeral_ssd, local_disk"
NO_REGION = "InvalidRegionId.NotFound"
UNKNOWN_TYPE = "InvalidInstanceType.ValueNotSupported"
UNKNOWN_CATEGORY = "InvalidDataDiskCategory.ValueNotSupported"
CLOSED = "only vpc, the classic network is closed"
REFUSES = [
    (field_rules.SwarmRegion(), "cn-atlantis", NO_REGION, "no region 'cn-atlantis'"),
    (field_rules.SwarmRegion(), "cn-heyuan", NO_REGION, "cn-heyuan has no Swarm clusters"),
    (
        field_rules.SwarmInstanceType(),
        "ecs.x9.huge",
        UNKNOWN_TYPE,
        "no instance type 'ecs.x9.huge'",
    ),
    (
        field_rules.SwarmInstanceType(),
        "ecs.g8a.large",
        UNKNOWN_TYPE,
        "ecs.g8a.large came after the Swarm clusters",
    ),
    (
        field_rules.SwarmInstanceType(),
        "ecs.t1.small",
        "InvalidInstanceType.NotSupported",
        "ecs.t1.small cannot be I/O optimized, which nodes must be",
    ),
    (field_rules.NetworkMode(), "classic", "OperationDenied", CLOSED),
    (field_rules.NetworkMode(), "vlan", "InvalidParameter", "only vpc, not 'vlan'"),
    (field_rules.SwarmDiskCategory(), "floppy", UNKNOWN_CATEGORY, CATEGORIES),
    (field_rules.SwarmDiskCategory(), "cloud_auto", UNKNOWN_CATEGORY, CATEGORIES),
    (
        field_rules.SwarmType(),
        "Kubernetes",
        "ClusterTypeNotSupported",
        "swarm, or left out, with the fields of a Swarm cluster; not 'Kubernetes'",
    ),
]


def named(rule):
    return type(rule).__name__


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        pytest.param(rule, value, id=f"{named(rule)} {value!r}")
        for rule, values in PASSES
        for value in values
    ],
)
def test_a_value_passes(rule, value):
    assert rule.check("field", value) is None


@pytest.mark.parametrize(
    ("rule", "value", "code", "advice"),
    [pytest.param(*row, id=f"{named(row[0])} {row[1]!r}") for row in REFUSES],
)
def test_a_value_is_refused(rule, value, code, advice):
    problem = rule.check("the_field", value)

    assert (problem.code, problem.field) == (code, "the_field")
    assert (
        problem.message
        == problem.spec.message.format(field="the_field") + f" (the_field: {advice})"
    )
