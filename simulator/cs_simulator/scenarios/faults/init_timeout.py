"""``init_timeout``: a node never reports back; the log has what its init script printed.

Finds clients that wait longer than the service does, or hide the node's output.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.domain.instants import MINUTE
from cs_simulator.scenarios.rules.effects import Effect, Phase, Policy, StepEffect
from cs_simulator.scenarios.rules.fault import Fault, FaultContext
from cs_simulator.scenarios.values import Duration

_OF_SWARM = """Get:1 http://mirrors.aliyun.com/ubuntu xenial/main amd64 docker-engine
Err:1 http://mirrors.aliyun.com/ubuntu xenial/main amd64 docker-engine
  Connection timed out
E: Failed to fetch docker-engine: Connection timed out
init: giving up"""
_OF_KUBERNETES = "kubelet: no answer from the API server: dial tcp: i/o timeout"
_OUTPUTS = {"init": _OF_SWARM, "join": _OF_KUBERNETES}


@dataclass(frozen=True, slots=True, kw_only=True)
class InitTimeout(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("provision",)
    main: ClassVar[str] = "after"
    implies: ClassVar[dict[str, tuple[str, ...]]] = {"stage": ("init", "join")}

    after: Duration = 15 * MINUTE
    """How long the service waits for the node."""
    output: str | None = None
    """What the node printed; by default what a node of its kind would."""
    policy: Policy = "fail"
    """``fail`` ends the task, ``keep`` goes on without the node, ``rollback`` ends it and removes
    what it created."""

    def effect(self, context: FaultContext) -> Effect | None:
        output = _OUTPUTS.get(context.match.stage, "") if self.output is None else self.output
        return StepEffect(
            code="WaitConditionTimeout",
            message="0 of 1 received:",
            delay=self.after - context.takes,
            shape="WaitConditionTimeout",
            output=output,
            policy=self.policy,
        )

    def is_lasting(self, phase: Phase) -> bool:
        return True
