"""``GET /clusters/{cluster_id}/inspectReports/{report_id}``: one inspection report, with its items.

What the service does: answers each item with its level, whether it is abnormal, and the resources
that are. ``category``, ``level`` and ``targetType`` choose items, ``enableFilter`` those that are
abnormal; ``maxResults``, at most 50, and ``nextToken`` select the page.

Differs from the service: which items there are is not published; ours follow from the records of
the cluster. ``description`` also says what is wrong with each target. A level, category or type
that no item can have is refused. A report whose task failed is ``failed`` and has no items, nor has
one that is running. ``language`` changes nothing: everything is in English. How far the report of a
regular run is of its time: see ListClusterInspectReports.
"""

from collections.abc import Iterator
from typing import get_args

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack.health.finding import Category, Item, Level, Target
from cs_simulator.cluster_types.ack.health.items import ITEMS
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._examinations import one_target
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._query import boolean
from cs_simulator.operations.inspections._pages import page_of_reports
from cs_simulator.operations.inspections._reports import Report, all_reports

_WORDS = {
    "category": get_args(Category),
    "level": get_args(Level),
    "targetType": get_args(Target),
}
"""The words by which items can be chosen."""
MOST_NAMED = 50
"""How many findings of an item the description names."""


@operation(
    "GetClusterInspectReportDetail",
    "GET",
    "/clusters/{cluster_id}/inspectReports/{report_id}",
    cluster_type="ack",
    poll_target=one_target("inspection", "report_id"),
)
def get_cluster_inspect_report_detail(call: Call, unit: Unit) -> Reply:
    """Answer the report, with one page of its items."""
    cluster = kubernetes_cluster(call, unit)
    report = _existing(call, unit, cluster)
    _check_query(call)
    is_completed = report.status == "completed"
    only_abnormal = boolean(call, "enableFilter")
    items = [
        item
        for item in (ITEMS.values() if is_completed else ())
        if _is_wanted(call, item) and (not only_abnormal or _result(report, item) == "true")
    ]
    page, next_token = page_of_reports(call, items)
    return Reply(
        body={
            **report.shown(),
            "checkItemResults": [_row(report, item) for item in page],
            "nextToken": next_token,
            "requestId": call.request_id,
        },
        cluster_id=cluster.cluster_id,
    )


def _existing(call: Call, unit: Unit, cluster: Cluster) -> Report:
    """The report that the path names; raises ``InvalidResource.NotFound``."""
    wanted = call.parameters["report_id"]
    for report in all_reports(unit, cluster):
        if report.report_id == wanted:
            return report
    raise ack_errors.RESOURCE_NOT_FOUND(kind="inspect report", name=wanted[:200])


def _check_query(call: Call) -> None:
    """Raise the refusal of a word that is none: without items a report would look healthy."""
    for name, words in _WORDS.items():
        value = call.query.get(name)
        if value and value not in words:
            advice = f"one of {', '.join(words)}, not {value[:100]!r}"
            raise ack_errors.INVALID_FIELD(name, advice)


def _is_wanted(call: Call, item: Item) -> bool:
    known = {"category": item.category, "level": item.level, "targetType": item.target}
    return all(call.query.get(name) in (None, "", value) for name, value in known.items())


def _result(report: Report, item: Item) -> str:
    if item.name in report.disabled:
        return "disable"
    return "true" if report.findings[item.name] else "false"


def _row(report: Report, item: Item) -> dict[str, object]:
    result = _result(report, item)
    findings = report.findings[item.name] if result == "true" else []
    return {
        "category": item.category,
        "checkItemUid": item.name,
        "description": " ".join((item.description, *_sentences(report, item, result))),
        "fix": item.fix if findings else "",
        "level": item.level,
        "name": item.title,
        "result": result,
        "targetType": item.target,
        "targets": [finding.target for finding in findings],
    }


def _sentences(report: Report, item: Item, result: str) -> Iterator[str]:
    """What is wrong with each target."""
    if result != "true":
        return
    findings = report.findings[item.name]
    messages = [finding.message for finding in findings[:MOST_NAMED]]
    more = f"; and {len(findings) - MOST_NAMED} more" if len(findings) > MOST_NAMED else ""
    yield f"Found: {'; '.join(messages)}{more}."
