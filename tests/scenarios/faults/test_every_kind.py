"""Every kind of fault: it acts, ends, is removed, lasts, is recorded, and is described."""

import ast
import re
from inspect import getsource
from sys import modules

import pytest
from cs_simulator.cluster_types import registry
from cs_simulator.kubernetes import vocabulary
from cs_simulator.scenarios.faults import all_kinds
from cs_simulator.scenarios.file import lint, reader

from tests.scenarios.faults.kind_cases import KIND_CASES

every_kind = pytest.mark.parametrize("kind", all_kinds())
# What a name says of itself; every other parameter has a sentence of its own.
SELF_EXPLAINING = {"code", "message", "status"}


def test_every_kind_has_its_row():
    assert KIND_CASES.keys() == all_kinds().keys()


@every_kind
async def test_a_kind_takes_effect_until_it_is_used_up(begin, kind):
    case, play = KIND_CASES[kind], await begin()
    await play.rules(case.rule(fire={"times": 1}))
    assert (await play.faults())["shown"]["remaining"] == 1
    assert await case.shows_effect(play, 1)
    rule = (await play.faults())["shown"]
    assert (rule["kind"], rule["hits"], rule["remaining"]) == (kind, 1, 0)
    assert not await case.shows_effect(play, 2)
    assert (await play.faults())["shown"]["hits"] == 1


@every_kind
async def test_a_kind_is_taken_away_while_it_acts(begin, kind):
    case, play = KIND_CASES[kind], await begin()
    await play.rules(case.rule())
    assert await case.shows_effect(play, 1)
    await play.control("DELETE", "faults/shown")
    assert await play.faults() == {}
    assert not await case.shows_effect(play, 2)


@every_kind
async def test_a_kind_lasts_through_a_restart_with_what_it_counted(begin, kind):
    case, before = KIND_CASES[kind], await begin()
    await before.rules(case.rule(fire={"times": 2}))
    assert await case.shows_effect(before, 1)
    counted = await before.faults()
    await before.api.close()
    after = await begin()
    assert await after.faults() == counted
    assert counted["shown"]["hits"] == 1
    assert await case.shows_effect(after, 2)
    assert not await case.shows_effect(after, 3)
    assert (await after.faults())["shown"]["hits"] == 2


@every_kind
async def test_a_kind_marks_what_it_acted_on(begin, kind):
    case, play = KIND_CASES[kind], await begin()
    await play.rules(case.rule(fire={"times": 1}))
    assert await case.shows_effect(play, 1)
    assert not await case.shows_effect(play, 2)
    (fired,) = await play.decisions(rule="shown", outcome="fired")
    assert fired["kind"] == kind
    marked = {call["request_id"]: call["faults"] for call in await play.calls() if call["faults"]}
    if fired["phase"] == "provision":
        tasks = {task["task_id"] for task in (await play.control("GET", "tasks"))["tasks"]}
        assert fired["task_id"] in tasks
        assert fired["stage"]
        assert not marked
    elif fired["phase"] == "pod":
        assert fired["pod"] == "default/shown-1"
        assert fired["stage"]
        assert not marked
    else:
        assert marked == {fired["request_id"]: [f"shown:{kind}"]}


@every_kind
def test_a_kind_lints(kind):
    scenario = {
        "apiVersion": "simulator/v1",
        "kind": "Scenario",
        "metadata": {"name": kind},
        "rules": [KIND_CASES[kind].rule(fire={"times": 1})],
    }
    assert lint.lint(reader.read("here", str(scenario), None), vocabulary(registry())) == []


@every_kind
@pytest.mark.parametrize("phase", ["admit", "apply", "provision", "reply", "read", "pod"])
def test_a_kind_is_refused_in_a_phase_where_it_cannot_act(kind, phase):
    scenario = {
        "apiVersion": "simulator/v1",
        "kind": "Scenario",
        "metadata": {"name": kind},
        "rules": [{**KIND_CASES[kind].rule(), "phase": phase}],
    }
    codes = {
        problem.code
        for problem in lint.lint(reader.read("here", str(scenario), None), vocabulary(registry()))
    }
    assert ("W102" in codes) == (phase not in all_kinds()[kind].phases)


@every_kind
def test_a_kind_is_documented(kind):
    declared = all_kinds()[kind]
    what, finds, *_ = modules[declared.__module__].__doc__.split("\n\n")
    assert re.fullmatch(rf"``{kind}``: .+\.", what)
    assert re.fullmatch(r"Finds clients .+\.", finds.strip(), re.DOTALL)
    (source,) = ast.parse(getsource(declared)).body
    silent = [
        statement.target.id
        for statement, following in zip(source.body, [*source.body[1:], None], strict=True)
        if isinstance(statement, ast.AnnAssign)
        and "ClassVar" not in ast.unparse(statement.annotation)
        and not (isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant))
    ]
    assert set(silent) <= SELF_EXPLAINING
