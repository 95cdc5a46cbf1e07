"""As many tasks as may be under way at once, of the account or of each cluster."""

from tests.support.scripts import run

MANAGED = "{call: POST /clusters, body: {cluster_type: ManagedKubernetes, name: %s}%s}"
POOL = "{call: 'POST /clusters/{cluster_id:%s}/nodepools', body: {name: %s}, expect_status: %d}"


def limited(parameters):
    return f"rules:\n  - {{id: t, then: {{task_limit: {{{parameters}}}}}}}\n"


async def test_tasks_of_the_account_are_counted_together_until_they_have_ended():
    result = await run(
        MANAGED % ("a", ""),
        MANAGED % ("b", ""),
        MANAGED % ("c", ", expect_status: 409, expect_code: OperationConflict"),
        "{call: GET /api/v1/clusters, expect_status: 200}",
        "{until: idle}",
        MANAGED % ("c", ", expect_status: 202"),
        more=limited("most: 2"),
    )
    assert result.failures == []


async def test_tasks_of_a_cluster_are_counted_by_themselves():
    result = await run(
        MANAGED % ("a", ", expect_status: 202"),
        MANAGED % ("b", ", expect_status: 202"),
        "{until: idle}",
        POOL % ("a", "one", 200),
        POOL % ("b", "two", 200),
        POOL % ("a", "three", 429),
        "{call: 'GET /clusters/{cluster_id:a}/nodes', expect_status: 200}",
        "{until: idle}",
        POOL % ("a", "three", 200),
        more=limited("of: cluster, code: Throttling, status: 429"),
    )
    assert result.failures == []
