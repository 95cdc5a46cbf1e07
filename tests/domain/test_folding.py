"""Shown calls: repetitions are counted, calls in turn too, and the middle is left out."""

from cs_simulator.domain.folding import ShownCall, folded


def calls(*what):
    return [ShownCall(f"t{number}", text) for number, text in enumerate(what)]


def test_calls_that_differ_are_shown_one_by_one():
    assert folded(calls("a", "b", "b", "a")) == ["t0 a", "t1 b", "t2 b", "t3 a"]
    assert folded([]) == []


def test_a_repetition_is_one_line():
    assert folded(calls("c", *["a"] * 472, "b")) == ["t0 c", "t1 a × 472, until t472", "t473 b"]
    assert folded(calls(*["a"] * 3)) == ["t0 a × 3, until t2"]


def test_a_repetition_at_one_instant_has_no_end():
    assert folded([ShownCall("t", "a")] * 4) == ["t a × 4"]


def test_two_calls_in_turn_are_shown_once():
    assert folded(calls(*["a", "b"] * 5, "a")) == [
        "t0 a", "t1 b", "… these 2 again × 4, until t9", "t10 a",
    ]  # fmt: skip
    assert folded(calls("a", "b", "a", "b", "a")) == ["t0 a", "t1 b", "t2 a", "t3 b", "t4 a"]


def test_the_middle_of_a_long_list_is_left_out():
    lines = folded(calls("x", *["a"] * 5, *map(str, range(100))), most=6)
    assert lines[:2] == ["t0 x", "t1 a × 5, until t5"]
    assert lines[2:3] == ["… 96 calls left out …"]
    assert [line.split()[1] for line in lines[3:]] == ["96", "97", "98", "99"]
    assert len(folded(calls(*map(str, range(30))))) == 30


def test_nothing_is_said_to_be_left_out_that_was_folded():
    lines = folded(calls("x", *["a"] * 50, "y", *["b"] * 50, "z"), most=3)
    assert lines == ["t0 x", "… 51 calls left out …", "t52 b × 50, until t101", "t102 z"]
