"""``init_timeout``: a node never reports back; the log has what its init script printed."""

from typing import ClassVar

from cs_simulator.domain.instants import MINUTE
from cs_simulator.scenarios.faults._fault import Case, Fault, fate
from cs_simulator.scenarios.file.values import Duration, Policy
from cs_simulator.scenarios.rules.effects import Effect, Phase

_OUTPUT = """Get:1 http://mirrors.aliyun.com/ubuntu xenial/main amd64 docker-engine
Err:1 http://mirrors.aliyun.com/ubuntu xenial/main amd64 docker-engine
  Connection timed out
E: Failed to fetch docker-engine: Connection timed out
init: giving up"""


class InitTimeout(Fault):
    """A node is not configured in time."""

    phases: ClassVar[tuple[Phase, ...]] = ("provision",)
    main: ClassVar[str] = "after"
    implies: ClassVar[dict[str, tuple[str, ...]]] = {"stage": ("init",)}

    after: Duration = 15 * MINUTE
    """How long the service waits for the node."""
    output: str = _OUTPUT
    """What the node printed."""
    policy: Policy = "fail"
    """``fail`` ends the task, ``keep`` goes on without the node, ``rollback`` takes back what was
    made."""

    def act(self, case: Case) -> Effect | None:
        """The wait's bad end."""
        return fate(
            case,
            self.kind(),
            "WaitConditionTimeout",
            "0 of 1 received:",
            delay=self.after - case.takes,
            shape="WaitConditionTimeout",
            output=self.output,
            policy=self.policy,
        )
