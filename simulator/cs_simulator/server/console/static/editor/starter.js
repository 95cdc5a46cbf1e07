// The text that the editor begins with.

export const STARTER = `apiVersion: simulator/v1
kind: Scenario
metadata:
  name: my-scenario
  description: One of three nodes of a new pool finds no stock.
seed: 1
rules:
  - id: one-without-stock
    when: {task: nodepool_create, stage: ecs}
    select: {count: 1}
    then: {fail: OperationDenied.NoStock}
script:
  - {call: POST /clusters, body: {cluster_type: ManagedKubernetes, name: first}, expect_status: 202}
  - {until: idle}
  - call: "POST /clusters/{cluster_id}/nodepools"
    body: {name: workers, desired_size: 3}
    expect_status: 200
  - {until: idle}
expect:
  - {rule: one-without-stock, hits: 1}
  - {pools: {name: workers, state: active}, count: 1}
`;
