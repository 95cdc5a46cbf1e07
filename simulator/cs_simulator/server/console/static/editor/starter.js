// The text that the editor begins with.

export const STARTER = `apiVersion: simulator/v1
kind: Scenario
metadata:
  name: my-scenario
  description: The answer to a creation is lost.
seed: 1
rules:
  - id: answer-is-lost
    when: {operation: CreateCluster}
    fire: {nth: 1}
    then: lost_reply
script:
  - {call: POST /clusters, body: {name: first, size: 2}, expect_status: 0}
  - {until: idle}
  - {call: GET /clusters, expect_status: 200}
expect:
  - {rule: answer-is-lost, hits: 1}
  - {clusters: {name: first, state: running}, count: 1}
`;
