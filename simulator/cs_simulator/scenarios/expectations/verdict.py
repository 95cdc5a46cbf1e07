"""What an expectation came to: met or not, why not, and the calls that prove it."""

from dataclasses import dataclass

from cs_simulator.domain.records import CallEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether an expectation was met, why not, and the calls that prove it."""

    passed: bool
    reason: str = ""
    """Its first line names what it is about."""
    proof: tuple[CallEntry, ...] = ()


MET = Verdict(passed=True)


def missed(reason: str, *proof: CallEntry) -> Verdict:
    """The verdict on an expectation that was not met."""
    return Verdict(passed=False, reason=reason, proof=proof)
