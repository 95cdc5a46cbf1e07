"""Regular expressions of rules: the same answers as Python's, in linear time, the rest in words."""

import random  # noqa: TID251 - a seed of its own
import re

import pytest
from cs_simulator.scenarios.rules.regex import LONGEST_TEXT, Regex

ATOMS = ["a", "b", "c", ".", "[ab]", "[^a]", r"\d", "[a-c0-9]", r"\w", r"\W", "-", r"\.", r"[\d-]"]
COUNTS = ["*", "+", "?", "{2}", "{1,2}", "{0,3}", "{2,}", "{,2}", "*?", "+?", "{0}"]


def an_expression(chance, depth=0):
    drawn = chance.random()
    if depth > 2 or drawn < 0.35:
        return chance.choice(ATOMS)
    one, other = an_expression(chance, depth + 1), an_expression(chance, depth + 1)
    if drawn < 0.6:
        return one + other
    if drawn < 0.75:
        return f"({chance.choice(['', '?:', '?P<x>' if depth == 0 else ''])}{one}|{other})"
    return f"({one}){chance.choice(COUNTS)}"


def test_every_expression_finds_what_python_finds():
    chance = random.Random(7)
    for _ in range(1500):
        text = an_expression(chance)
        before, after = chance.choice(["", "", "^", "(?i)"]), chance.choice(["", "", "$"])
        expression = before + text + after
        ours, theirs = Regex(expression), re.compile(expression)
        for _ in range(4):
            name = "".join(chance.choices("abcABC1-.x", k=chance.randint(0, 6)))
            assert ours.search(name) == bool(theirs.search(name)), (expression, name)


@pytest.mark.parametrize(
    ("expression", "name", "expected"),
    [
        (r"^web-\d+$", "web-12", True),
        (r"^web-\d+$", "web-12x", False),
        ("web|db", "my-db", True),
        ("", "anything", True),
        ("^$", "", True),
        ("^$", "x", False),
        ("(?i)WEB", "web", True),
        ("a{x}", "a{x}", True),
        ("[]a]", "]", True),
        ("[^\\d]", "7", False),
        (".", "\n", False),
        ("[^a]", "", False),
        ("x", "y" * LONGEST_TEXT + "x", False),
    ],
)
def test_what_an_expression_finds(expression, name, expected):
    assert Regex(expression).search(name) == expected


@pytest.mark.parametrize(
    ("expression", "name"),
    [
        ("^(a+)+$", "a" * 29 + "!"),
        ("(a|aa)+$", "a" * 200 + "!"),
        ("^(a|a?)+$", "a" * 200 + "!"),
        ("^(a?){60}a{60}$", "a" * 59),
        ("(.*a){12}$", "a" * 255 + "!"),
        ("([ab]{1,15}){1,15}$", "ab" * 127 + "!"),
    ],
)
def test_expressions_that_make_others_backtrack_for_ever_are_answered(expression, name):
    # Nothing is measured: one that backtracked would take years.
    assert not Regex(expression).search(name)


@pytest.mark.parametrize(
    ("expression", "advice"),
    [
        ("(?=a)", "without looking ahead or back"),
        (r"(a)\1", r"write \d"),
        (r"\bweb", r"write \d"),
        ("(a", "write ) after the group"),
        ("a)", r"write \) for the character"),
        ("[a", "close it with ]"),
        ("*a", r"write \* for the character"),
        ("a**", "write the first part in"),
        ("^*", "leave the count out"),
        ("a{5,2}", "write the smaller number first"),
        ("a{9999}", "write it like {2}"),
        ("[z-a]", "write the smaller character first"),
        ("a{200}{2}", "write the first part in"),
        ("(a{200}){2}", "write smaller counts"),
        ("((((() {999}){999}){999}){999})".replace(" ", ""), "write smaller counts"),
        ("(" * 21 + "a" + ")" * 21, "write at most 20"),
        ("a\\", "write the rest"),
        ("(?P<x", "write the rest"),
    ],
)
def test_what_is_not_known_is_refused_with_what_to_write(expression, advice):
    with pytest.raises(ValueError, match=re.escape(advice)):
        Regex(expression)


def test_what_is_remembered_is_bounded():
    regex = Regex("(a|b)*[^x]{3}")
    for number in range(5000):
        regex.search(chr(0x4E00 + number) + "ab")
    assert len(regex._fitting) <= 2000
    assert len(regex._next) <= 2000
