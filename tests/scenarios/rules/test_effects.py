"""Effects of faults: one that says nothing more does nothing more."""

import pytest
from cs_simulator.domain.errors import ErrorSpec
from cs_simulator.scenarios.rules.effects import (
    ReadFromPast,
    Refuse,
    Respond,
    StepEffect,
    TransportFault,
    Wait,
)

SPEC = ErrorSpec("Code", 400, "text")


@pytest.mark.parametrize(
    ("effect", "values"),
    [
        (Wait(), (0.0, 0)),
        (ReadFromPast(), (0, 0)),
        (TransportFault("reset"), ("reset", 0.0, "")),
        (Refuse(SPEC, "text"), (SPEC, "text", (), {})),
        (Respond(503, b""), (503, b"", "application/json;charset=UTF-8", ())),
        (
            StepEffect(),
            ("", "", 0, False, "", "", "ResponseException", "", False, "fail", "", 0, 0, 1, 0),
        ),
    ],
)
def test_an_effect_without_values_changes_nothing(effect, values):
    assert effect == values
