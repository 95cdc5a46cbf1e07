"""Every rule of a single field: values that pass, and the problems of others; without a server."""

import pytest
from cs_simulator.validation import field_rules

SPECIAL = "()`~!@#$%^&*-_+=|{}[]:;'<>,.?/"
PASSES = [
    (field_rules.ClusterName(), ["a", "7", "a" * 63, "集群-1", "一龥", "a-"]),
    (field_rules.AtLeast(2), [2, 3]),
    (field_rules.NotEmpty(), [("a",), ("a", "b")]),
    (field_rules.MaxLength(3), ["", "abc"]),
    (field_rules.ContainerBlock(), ["10.0.0.0/16", "172.16.0.0/24", "192.168.255.0/24"]),
    (
        field_rules.Password(),
        ["abcdeF12", "ABCDEF1!", "abcdef1!", "aA1" + "x" * 27, f"aA{SPECIAL[:28]}"],
    ),
    (field_rules.IoOptimized(), ["optimized", "none", "true", "false"]),
]
HYPHENS = "letters, digits, Chinese characters and hyphens only"
PRIVATE = "must lie in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16"
PASSWORD = f"8 to 30 characters, at least three of lower case, upper case, digits and {SPECIAL}"
INVALID, MASK_LENGTH = "InvalidParameter", "InvalidCirdrBlock.MaskLength"
BAD_PASSWORD = "InvalidPassword.Malformed"
UNKNOWN_WORD = "InvalidIoOptimizedValue.ValueNotSupported"
ITEMS = "at least one item, none of them empty"
REFUSES = [
    (field_rules.ClusterName(), "a" * 64, INVALID, "at most 63 characters, not 64"),
    (field_rules.ClusterName(), "-a", INVALID, "must not begin with a hyphen"),
    (field_rules.ClusterName(), "a_b", INVALID, HYPHENS),
    (field_rules.ClusterName(), "龦", INVALID, HYPHENS),
    (field_rules.AtLeast(2), 1, INVALID, "at least 2, not 1"),
    (field_rules.NotEmpty(), (), INVALID, ITEMS),
    (field_rules.NotEmpty(), ("a", ""), INVALID, ITEMS),
    (field_rules.MaxLength(3), "abcd", INVALID, "at most 3 characters, not 4"),
    (
        field_rules.ContainerBlock(),
        "10.0.0.0",
        "InvalidCidrBlock.Malformed",
        "it has no prefix length; write it like 172.28.1.0/24",
    ),
    (field_rules.ContainerBlock(), "8.8.8.0/24", INVALID, PRIVATE),
    (field_rules.ContainerBlock(), "10.0.0.0/15", MASK_LENGTH, "from /16 to /24, not /15"),
    (field_rules.ContainerBlock(), "10.0.0.0/25", MASK_LENGTH, "from /16 to /24, not /25"),
    *[
        (field_rules.Password(), value, BAD_PASSWORD, PASSWORD)
        for value in ("aA1xxxx", "aA1" + "x" * 28, "abcdefg1", "abcdEFGH", "abcdE 12", "abcdE12é")
    ],
    (field_rules.IoOptimized(), "True", UNKNOWN_WORD, "optimized or none"),
]  # fmt: skip


def named(rule):
    return type(rule).__name__


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        pytest.param(rule, value, id=f"{named(rule)} {value!r}")
        for rule, values in PASSES
        for value in values
    ],
)
def test_a_value_passes(rule, value):
    assert rule.check("field", value) is None


@pytest.mark.parametrize(
    ("rule", "value", "code", "advice"),
    [pytest.param(*row, id=f"{named(row[0])} {row[1]!r}") for row in REFUSES],
)
def test_a_value_is_refused(rule, value, code, advice):
    problem = rule.check("the_field", value)

    assert (problem.code, problem.field) == (code, "the_field")
    assert (
        problem.message
        == problem.spec.message.format(field="the_field") + f" (the_field: {advice})"
    )


@pytest.mark.parametrize(("sent", "means"), [("true", "optimized"), ("false", "none")])
def test_io_optimization_has_older_words(sent, means):
    assert field_rules.IO_OPTIMIZED[sent] == means
