"""Scenario files that several tests use."""

SHRINKABLE = """\
apiVersion: simulator/v1
kind: Scenario
metadata: {name: x}
seed: 5
rules:
  - {id: noise, when: {stage: boot}, fire: {probability: 0.5}, then: {slow: {factor: 3}}}
  - id: busy
    when: {operation: DescribeClusters}
    fire: {every: 2}
    then: {error: {status: 503, body: {message: busy}}}
  - {id: stock, when: {stage: ecs}, select: {count: 3}, then: {no_stock: {policy: keep}}}
script:
  - {call: POST /clusters, body: {name: a, size: 5}, expect_status: 202}
  - {call: GET /clusters, repeat: 6, expect_status: 200}
expect:
  - {calls: {operation: CreateCluster}, count: 1}
  - {nodes: {cluster: a, state: failed}, count: {max: 1}}
  - {calls: {operation: DescribeClusters}, count: 7}
"""
"""A scenario that fails: one of its three faults is enough for that."""
