"""``throttled_inside``: the products behind the service throttle it: it tries again, and later."""

from typing import ClassVar

from cs_simulator.domain.durations import Uniform
from cs_simulator.scenarios.faults._fault import Case, Fault, fate
from cs_simulator.scenarios.file.values import Distribution, Positive
from cs_simulator.scenarios.rules.effects import Effect, Phase


class ThrottledInside(Fault):
    """A step needs several tries."""

    phases: ClassVar[tuple[Phase, ...]] = ("provision",)
    main: ClassVar[str] = "tries"

    tries: Positive = 3
    """How many tries fail."""
    wait: Distribution = Uniform(5, 15)
    """How long each of them costs."""

    def act(self, case: Case) -> Effect | None:
        """The step's delay, and the line about it."""
        subject = case.subject
        draws = (
            case.chance("try", subject.cluster, subject.stage, subject.number, place).uniform()
            for place in range(self.tries)
        )
        return fate(
            case,
            self.kind(),
            delay=sum(self.wait.quantile(draw) for draw in draws),
            log=f"Stage {subject.stage} was throttled and tried again {self.tries} times",
        )
