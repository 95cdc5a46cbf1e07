"""``slb_quota``: the cluster gets no load balancer, since the account has no more of them."""

from typing import ClassVar

from cs_simulator.scenarios.faults._fault import Case, Fault, fate
from cs_simulator.scenarios.file.values import Policy
from cs_simulator.scenarios.rules.effects import Effect, Phase


class SlbQuota(Fault):
    """No load balancer is left."""

    phases: ClassVar[tuple[Phase, ...]] = ("provision",)
    main: ClassVar[str] = "code"
    implies: ClassVar[dict[str, tuple[str, ...]]] = {"stage": ("slb",)}

    code: str = "ORDER.QUANTITY_INVALID"
    message: str = ""
    policy: Policy = "fail"
    """``fail`` leaves the failed cluster, ``rollback`` takes back what was made."""

    def act(self, case: Case) -> Effect | None:
        """The stage's bad end."""
        return fate(case, self.kind(), self.code, self.message, policy=self.policy)
