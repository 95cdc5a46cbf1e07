"""Indexes of records in memory."""

from cs_simulator.domain import network
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.indexes import BlockIndex

from tests.support.records import example

BLOCK = "172.28.1.0/24"


def test_a_block_is_taken_while_its_cluster_is_there():
    blocks = BlockIndex()
    cluster = example(Cluster, vpc_id="vpc-1", container_cidr=BLOCK)

    blocks.change(None, cluster)
    assert blocks.overlaps("vpc-1", network.block(BLOCK))
    assert not blocks.overlaps("vpc-2", network.block(BLOCK))

    blocks.change(cluster, None)
    assert not blocks.overlaps("vpc-1", network.block(BLOCK))


def test_a_cluster_without_a_container_block_takes_none():
    blocks = BlockIndex()
    cluster = example(Cluster, vpc_id="vpc-1", container_cidr="")

    blocks.change(None, cluster)
    assert not blocks.overlaps("vpc-1", network.block("0.0.0.0/0"))

    blocks.change(cluster, None)
    assert blocks.blocks == {}
