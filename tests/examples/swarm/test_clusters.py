"""A Swarm cluster comes up, and another one loses the answer to its creation.

Run it: pip install pytest aliyun-python-sdk-core aliyun-python-sdk-cs, and pytest test_clusters.py.
"""

import pytest
from clusters import create, wait


def test_a_cluster_comes_up(cs_tenant):
    client = cs_tenant.legacy_client()
    cluster_id = create(client, cs_tenant.creation)
    assert wait(client, cluster_id, interval=0) == "running"


def test_a_lost_answer_costs_a_second_cluster(cs_tenant):
    cs_tenant.scenario("lost-create-reply")
    create(cs_tenant.legacy_client(), cs_tenant.creation)
    with pytest.raises(AssertionError, match="expected at most 1 cluster, found 2"):
        cs_tenant.verify()
