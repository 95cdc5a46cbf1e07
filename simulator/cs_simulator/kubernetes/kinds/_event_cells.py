"""What tables say of Events."""

from cs_simulator.kubernetes.kinds._ages import age
from cs_simulator.kubernetes.kinds._reading import Body, mapping, number, text


def first_seen(event: Body, now: int) -> str:
    """How long ago it happened first."""
    return age(text(event, "firstTimestamp") or text(event, "eventTime"), now)


def last_seen(event: Body, now: int) -> str:
    """How long ago it happened last."""
    at = text(event, "series.lastObservedTime") or text(event, "lastTimestamp")
    return age(at, now) if at else first_seen(event, now)


def subject(event: Body) -> str:
    """What it is about: ``pod/web-0``."""
    name, kind = text(event, "involvedObject.name"), text(event, "involvedObject.kind").lower()
    return f"{kind}/{name}" if name else kind


def source(event: Body) -> str:
    """What has reported it, and from where: ``kubelet, node-1``."""
    component = text(event, "source.component") or text(event, "reportingComponent")
    host = text(event, "source.host") or text(event, "reportingInstance")
    return ", ".join(part for part in (component, host) if part)


def count(event: Body) -> int:
    """How often it has happened."""
    series = mapping(event, "series")
    return number(series, "count") if series else number(event, "count", 1) or 1


def message(event: Body) -> str:
    """What has happened, without spaces around it."""
    return text(event, "message").strip()
