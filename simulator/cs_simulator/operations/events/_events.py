"""What the lists of events share: which page is returned, and what an event looks like."""

from cs_simulator.domain import ids, instants
from cs_simulator.domain.records import Event
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Deferred, Reply
from cs_simulator.operations._questions import EventsQuery
from cs_simulator.operations._token_paging import piece_of

DEFAULT_PAGE_SIZE = 50


def events(
    call: Call, unit: Unit, *, cluster_id: str = "", region_id: str = "", task_id: str = ""
) -> Deferred:
    """A page of events: of one cluster, region or task, or, with empty ids, of all of them."""
    piece = piece_of(call, DEFAULT_PAGE_SIZE)
    china = unit.world.options.china_times

    def reply(answer: tuple[list[Event], int]) -> Reply:
        on_page, total = answer
        return Reply(
            body={
                "events": [_event_object(unit, event, china) for event in on_page],
                **piece.info(total),
            },
            cluster_id=cluster_id,
        )

    question = EventsQuery(
        cluster_id=cluster_id,
        type=call.query.get("type", ""),
        region_id=region_id,
        task_id=task_id,
        first=piece.first,
        amount=piece.size,
    )
    return Deferred(question, reply)


def _event_object(unit: Unit, event: Event, china: bool) -> dict[str, object]:
    world = unit.world
    task = world.tasks.get(event.task_id)
    is_kubernetes = task is not None and task.cluster_type == "ack"
    reason = "Failed" if is_kubernetes and event.level == "error" else event.reason
    subject = event.task_id or event.cluster_id
    if task is not None and is_kubernetes:
        subject = task.group_id or task.cluster_id
    event_id = ids.kubernetes_event_id if is_kubernetes else ids.event_id
    return {
        "cluster_id": event.cluster_id,
        "data": {"level": event.level, "message": event.message, "reason": reason},
        "event_id": event_id(unit.random_for("event", event.serial)),
        "source": "task" if is_kubernetes else f"/clusters/{event.cluster_id}",
        "subject": subject,
        "time": instants.as_text(event.time, china=china or is_kubernetes),
        "type": event.type,
    }
