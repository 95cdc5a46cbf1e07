"""``GET /clusters/{cluster_id}/inspectReports``: the inspection reports of a cluster, in pages.

What the service does: answers ``reports`` with their summaries; ``maxResults``, at most 50, and
``nextToken`` select the page.

Differs from the service: the newest report is the first, and a page has 20 unless another number is
given. A regular run is shown once it is over, a minute after it was due, for 90 days,
the last thousand at most. Its report is
of the moment at which it was due, as far as the records of the cluster still tell: nodes that have
gone since are not in it, nor pools that have changed, a node has its last eight losses, and add-ons
and versions are those of the moment of reading. ``code`` of a summary is the worst level.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._examinations import all_target
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.inspections._pages import page_of_reports
from cs_simulator.operations.inspections._reports import all_reports


@operation(
    "ListClusterInspectReports",
    "GET",
    "/clusters/{cluster_id}/inspectReports",
    cluster_type="ack",
    poll_target=all_target,
)
def list_cluster_inspect_reports(call: Call, unit: Unit) -> Reply:
    """Answer one page of the reports."""
    cluster = kubernetes_cluster(call, unit)
    page, next_token = page_of_reports(call, all_reports(unit, cluster))
    return Reply(
        body={
            "nextToken": next_token,
            "reports": [report.shown() for report in page],
            "requestId": call.request_id,
        },
        cluster_id=cluster.cluster_id,
    )
