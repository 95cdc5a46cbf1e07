"""Texts with bytes that are not UTF-8."""

import pytest
from cs_simulator.domain.utf8 import escape_invalid


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("plain", "plain"),
        ("名字", "名字"),
        (b"a\xff".decode("utf-8", "surrogateescape"), r"a\udcff"),
    ],
)
def test_only_what_is_not_utf8_is_escaped(text, escaped):
    assert escape_invalid(text) == escaped
    assert escape_invalid(text).encode()
