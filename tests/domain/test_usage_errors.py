"""An error of usage keeps its subject, its cause and its advice apart."""

import pytest
from cs_simulator.domain.errors import UsageError


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (UsageError("it is not UTF-8"), "it is not UTF-8"),
        (UsageError("it is not UTF-8", subject="x.yaml"), "x.yaml: it is not UTF-8"),
        (UsageError("taken", subject="--port", advice="give 0"), "--port: taken; give 0"),
    ],
)
def test_the_text_of_a_usage_error_joins_what_is_given(error, text):
    assert str(error) == text


def test_the_parts_of_a_usage_error_can_be_read():
    error = UsageError("taken", subject="--port", advice="give 0")
    assert (error.subject, error.cause, error.advice) == ("--port", "taken", "give 0")
