"""When probes find a container started and ready: never before the time that they are to wait."""

from cs_simulator.domain.instants import SECOND
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import mapping, number

_MOST = 10**6  # seconds: more than any probe that means it


def delay_of(container: Body) -> int:
    """How many microseconds after its start a container is ready; 0 without probes."""
    startup, readiness = mapping(container, "startupProbe"), mapping(container, "readinessProbe")
    started = _delay(startup) + _period(startup) if startup else 0
    if not readiness:
        return started
    successes = max(number(readiness, "successThreshold", 1), 1)
    return max(started, _delay(readiness)) + min(_period(readiness) * successes, _MOST * SECOND)


def _delay(probe: Body) -> int:
    return min(max(number(probe, "initialDelaySeconds"), 0), _MOST) * SECOND


def _period(probe: Body) -> int:
    return min(max(number(probe, "periodSeconds", 10), 1), _MOST) * SECOND
