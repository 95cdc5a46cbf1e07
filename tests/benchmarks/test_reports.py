"""What the benchmark makes of reports, samples and rows; nothing is measured."""

from pathlib import Path

import pytest

from tests.benchmarks import table
from tests.benchmarks.figure import CannotRunError, Effort, Figure, Group, Scene
from tests.benchmarks.groups.polling import growth
from tests.benchmarks.installation import Installation
from tests.benchmarks.measuring import NOT_RUN, Row, measure
from tests.benchmarks.needs import Need, missing
from tests.benchmarks.servers import last_line
from tests.benchmarks.spread import spread
from tests.benchmarks.wrk import Load, read_report

REPORT = """\
Running 5s test @ http://127.0.0.1:8015/clusters
  1 threads and 64 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     3.02ms    1.11ms  21.06ms   89.12%
    Req/Sec    21.54k     1.18k   23.10k    74.00%
  Latency Distribution
     50%    2.87ms
     75%    3.10ms
     90%    3.61ms
     99%  {tail}
  107221 requests in 5.01s, 91.52MB read
{more}Requests/sec:  21405.53
Transfer/sec:     18.27MB
"""
EFFORT = Effort(repeat=3, seconds=1, polls=10)
NEW, OLD = Installation("new", Path("new")), Installation("old", Path("old"))


def sampled(numbers, taken=None):
    """A measurement that finds one number after the other, and notes in which order."""
    left = {label: iter(each) for label, each in numbers.items()}

    def take(label):
        if taken is not None:
            taken.append(label)
        return {"ms": next(left[label])}

    return take


def rows_of(figure, numbers, installations=(NEW,), taken=None):
    take = sampled(numbers, taken)
    scene = Scene(
        measure=lambda installation, _effort: take(installation.label),
        bare=lambda _installation, _effort: take("bare"),
        figures=(figure,),
    )
    return measure(scene, installations, EFFORT, print)


@pytest.mark.parametrize(
    ("tail", "milliseconds"), [("940.00us", 0.94), ("5.25ms", 5.25), ("1.50s", 1500.0)]
)
def test_a_report_of_wrk_is_read(tail, milliseconds):
    found = read_report(REPORT.format(tail=tail, more=""))
    assert found == Load(107221, 21405.53, pytest.approx(milliseconds))


@pytest.mark.parametrize(
    "more",
    [
        "  Non-2xx or 3xx responses: 3\n",
        "  Socket errors: connect 0, read 1, write 0, timeout 0\n",
    ],
)
def test_a_load_with_a_call_that_failed_counts_for_nothing(more):
    with pytest.raises(AssertionError, match=more.strip()):
        read_report(REPORT.format(tail="1.00ms", more=more))


def test_a_spread_says_between_which_numbers_all_were():
    assert spread([3.04, 1.0, 2.0, 9.0]).text("ms", 1) == "2.5 ms (1.0 to 9.0)"
    assert spread([2000.0]).text("steps/s", 0) == "2,000 steps/s"


def test_a_ratio_is_of_two_measurements_of_one_turn():
    [row] = rows_of(
        Figure(name="a", key="ms", unit="ms", digits=1, is_ratio=True),
        {"new": [2.0, 40.0, 9.0], "bare": [1.0, 10.0, 3.0]},
    )
    assert row.cells == {"new": "3.00 × (2.00 to 4.00), 9.0 ms, bare 3.0 ms"}


def test_a_number_has_others_beside_it():
    [row] = rows_of(
        Figure(name="a", key="ms", unit="ms", beside={"bare": "ms"}),
        {"new": [2.0, 4.0, 3.0], "bare": [1.0, 1.0, 1.0]},
    )
    assert row.cells == {"new": "3 ms (2 to 4), bare 1 ms"}


@pytest.mark.parametrize(("most", "cell"), [(5, "5 %, bounded"), (4, "5 %, not bounded")])
def test_a_number_may_have_a_verdict(most, cell):
    figure = Figure(name="a", key="ms", unit="%", at_most=most, verdict=("bounded", "not bounded"))
    [row] = rows_of(figure, {"new": [5.0, 5.0, 5.0], "bare": [0.0, 0.0, 0.0]})
    assert row.cells == {"new": cell}


def test_all_take_turns_and_every_other_turn_is_reversed():
    taken = []
    numbers = {label: [1.0] * 3 for label in ("new", "old", "bare")}
    rows_of(Figure(name="a", key="ms", unit="ms"), numbers, (OLD, NEW), taken)
    assert taken == ["bare", "old", "new", "new", "old", "bare", "bare", "old", "new"]


def test_what_an_installation_cannot_run_is_no_number(capsys):
    def take(installation, _effort):
        if installation is OLD:
            raise CannotRunError("No such option: --new")
        return {"ms": 1.0}

    figure = Figure(name="a", key="ms", unit="ms", at_most=2)
    [row] = measure(Scene(measure=take, figures=(figure,)), (OLD, NEW), EFFORT, print)
    assert row.cells == {"old": NOT_RUN, "new": "1 ms"}
    assert list(row.values) == ["new"]
    assert capsys.readouterr().out == "old cannot be run: a: No such option: --new\n"


@pytest.mark.parametrize(
    ("target", "text", "met", "missed"),
    [
        ({"at_most": 0.9, "is_ratio": True}, "≤ 0.9 ×", 0.9, 0.91),
        ({"at_least": 50_000}, "≥ 50,000 steps/s", 50_000.0, 49_999.0),
    ],
)
def test_a_target_is_met_or_missed(target, text, met, missed):
    figure = Figure(name="a", key="rate", unit="steps/s", **target)
    assert figure.target == text
    assert figure.is_met(met)
    assert not figure.is_met(missed)


def test_a_figure_without_a_target_misses_none():
    figure = Figure(name="a", key="ms", unit="ms")
    assert (figure.target, figure.is_met(1e9)) == ("", True)


def test_the_growth_of_the_second_half_is_in_percent():
    assert growth({"file 50 %": 40.0, "file 100 %": 50.0}, "file") == pytest.approx(25.0)


def test_rows_that_were_measured_anew_replace_those_of_the_same_figures():
    def figure(name):
        return Figure(name=name, key="ms", unit="ms", at_most=9)

    scene = Scene(measure=lambda *_: {}, figures=(figure("a"), figure("b"), figure("c")))
    groups = [Group(name="all", measures="all", scenes=(scene,))]
    written = "\n".join(
        [*table.head(["measured"]), "| b | 1 ms | ≤ 9 ms |", "| gone | 1 ms | |", "| a | 1 ms | |"]
    )
    lines = [table.line(Row(figure(name), {}, {"x": "2 ms"}), ["x"]) for name in ("c", "b")]
    assert table.merged(written, lines, groups).splitlines() == [
        "| figure | measured | target |",
        "|---|---|---|",
        "| a | 1 ms | |",
        "| b | 2 ms | ≤ 9 ms |",
        "| c | 2 ms | ≤ 9 ms |",
    ]


def test_what_is_missing_is_said_once_with_what_to_install():
    gone = Need("wrk", "apt-get install wrk", lambda: False)
    there = Need("moto", "pip install moto", lambda: True)
    said = missing({"reads": (gone, there), "creates": (gone,), "steps": ()})
    assert said == "reads, creates: needs wrk (apt-get install wrk)"
    assert missing({"fixtures": (there,)}) == ""


def test_the_last_line_says_why_a_process_ended():
    assert last_line(b"Traceback\n  File\nValueError: no\n\n") == "ValueError: no"
    assert last_line(b"") == "it ended"
