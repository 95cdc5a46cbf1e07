"""What kinds of faults have in common: refusals and failures with codes of the catalogue."""

from cs_simulator.catalog import codes
from cs_simulator.domain.errors import ErrorSpec
from cs_simulator.scenarios.rules.effects import Policy, Refuse, StepEffect

Header = tuple[str, str]


def spec_of(code: str, status: int | None = None) -> ErrorSpec:
    """The row of a code, with another status if one is given; an unknown code has status 400."""
    found = codes.all_codes().get(code) or ErrorSpec(code, 400, code)
    if status is None:
        return found
    return ErrorSpec(code, status, found.message, found.dialect)


def refuse(
    code: str, message: str = "", status: int | None = None, headers: tuple[Header, ...] = ()
) -> Refuse:
    """A refusal with that code, and the code's own text unless a message is given."""
    spec = spec_of(code, status)
    return Refuse(spec, message or codes.text(spec), headers)


def step_failure(
    code: str, message: str = "", *, policy: Policy = "fail", delay: int = 0
) -> StepEffect:
    """The failure of a step with that code, and the code's own text unless a message is given."""
    text = message or codes.text(spec_of(code))
    return StepEffect(code=code, message=text, policy=policy, delay=delay)
