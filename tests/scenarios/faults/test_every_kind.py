"""Every kind of fault, as the folder has them: it works, ends, goes, lasts, and is told of."""

import ast
from inspect import getsource
from sys import modules

import pytest
from cs_simulator.cluster_types import registry
from cs_simulator.scenarios.faults import all_kinds
from cs_simulator.scenarios.file import lint, reader

from tests.scenarios.faults.kind_cases import KIND_CASES

every_kind = pytest.mark.parametrize("kind", all_kinds())
# What a name says of itself; every other parameter has a sentence of its own.
SELF_EXPLAINING = {"code", "message", "status"}


def test_every_kind_has_its_row():
    assert KIND_CASES.keys() == all_kinds().keys()


@every_kind
async def test_it_takes_effect_until_it_is_used_up(begin, kind):
    shown, play = KIND_CASES[kind], await begin()
    await play.rules(shown.rule(fire={"times": 1}))
    assert (await play.faults())["shown"]["remaining"] == 1
    assert await shown.shows_effect(play, 1)
    rule = (await play.faults())["shown"]
    assert (rule["kind"], rule["hits"], rule["remaining"]) == (kind, 1, 0)
    assert not await shown.shows_effect(play, 2)
    assert (await play.faults())["shown"]["hits"] == 1


@every_kind
async def test_it_is_taken_away_while_it_acts(begin, kind):
    shown, play = KIND_CASES[kind], await begin()
    await play.rules(shown.rule())
    assert await shown.shows_effect(play, 1)
    await play.control("DELETE", "faults/shown")
    assert await play.faults() == {}
    assert not await shown.shows_effect(play, 2)


@every_kind
async def test_it_lasts_through_a_restart_with_what_it_counted(begin, kind):
    shown, before = KIND_CASES[kind], await begin()
    await before.rules(shown.rule(fire={"times": 2}))
    assert await shown.shows_effect(before, 1)
    counted = await before.faults()
    await before.api.close()
    after = await begin()
    assert await after.faults() == counted
    assert counted["shown"]["hits"] == 1
    assert await shown.shows_effect(after, 2)
    assert not await shown.shows_effect(after, 3)
    assert (await after.faults())["shown"]["hits"] == 2


@every_kind
async def test_what_it_touched_is_marked(begin, kind):
    shown, play = KIND_CASES[kind], await begin()
    await play.rules(shown.rule(fire={"times": 1}))
    assert await shown.shows_effect(play, 1)
    assert not await shown.shows_effect(play, 2)
    (fired,) = await play.decisions(rule="shown", outcome="fired")
    assert fired["kind"] == kind
    marked = {call["request_id"]: call["faults"] for call in await play.calls() if call["faults"]}
    if fired["phase"] == "provision":
        tasks = {task["task_id"] for task in (await play.control("GET", "tasks"))["tasks"]}
        assert fired["task_id"] in tasks
        assert fired["stage"]
        assert not marked
    else:
        assert marked == {fired["request_id"]: [f"shown:{kind}"]}


@every_kind
def test_it_lints(kind):
    scenario = {
        "apiVersion": "simulator/v1",
        "kind": "Scenario",
        "metadata": {"name": kind},
        "rules": [KIND_CASES[kind].rule(fire={"times": 1})],
    }
    assert lint.lint(reader.read("here", str(scenario), None), registry().stages()) == []


@every_kind
@pytest.mark.parametrize("phase", ["admit", "apply", "provision", "reply", "read"])
def test_it_is_refused_in_a_phase_where_it_cannot_act(kind, phase):
    scenario = {
        "apiVersion": "simulator/v1",
        "kind": "Scenario",
        "metadata": {"name": kind},
        "rules": [{**KIND_CASES[kind].rule(), "phase": phase}],
    }
    codes = {
        each.code
        for each in lint.lint(reader.read("here", str(scenario), None), registry().stages())
    }
    assert ("W102" in codes) == (phase not in all_kinds()[kind].phases)


@every_kind
def test_it_is_documented(kind):
    found = all_kinds()[kind]
    module = modules[found.__module__].__doc__
    assert module.startswith(f"``{kind}``: ")
    assert found.__doc__ is not None
    assert "__doc__" in vars(found)
    (written,) = ast.parse(getsource(found)).body
    silent = [
        statement.target.id
        for statement, following in zip(written.body, [*written.body[1:], None], strict=True)
        if isinstance(statement, ast.AnnAssign)
        and "ClassVar" not in ast.unparse(statement.annotation)
        and not (isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant))
    ]
    assert set(silent) <= SELF_EXPLAINING
