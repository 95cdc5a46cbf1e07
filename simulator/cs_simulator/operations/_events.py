"""What the two lists of events share: which page is returned, and what an event looks like."""

from cs_simulator.domain import ids, instants
from cs_simulator.domain.records import Event
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Deferred, EventsQuery, Reply
from cs_simulator.operations._paging import page_of

DEFAULT_PAGE_SIZE = 50


def events(call: Call, unit: Unit, cluster_id: str) -> Deferred:
    """A page of events, of one cluster or, with an empty id, of all of them."""
    page = page_of(call, "page_number", "page_size", DEFAULT_PAGE_SIZE)
    china = unit.world.options.china_times

    def reply(answer: tuple[list[Event], int]) -> Reply:
        on_page, total = answer
        return Reply(
            body={
                "events": [_event_object(unit, event, china) for event in on_page],
                "page_info": page.info(total),
                "request_id": call.request_id,
            },
            cluster_id=cluster_id,
        )

    question = EventsQuery(cluster_id, call.query.get("type", ""), page.first, page.size)
    return Deferred(question, reply)


def _event_object(unit: Unit, event: Event, china: bool) -> dict[str, object]:
    return {
        "cluster_id": event.cluster_id,
        "data": {"level": event.level, "message": event.message, "reason": event.reason},
        "event_id": ids.event_id(unit.random_for("event", event.serial)),
        "source": f"/clusters/{event.cluster_id}",
        "subject": event.task_id or event.cluster_id,
        "time": instants.as_text(event.time, china=china),
        "type": event.type,
    }
