"""``scenario/lint``: what is wrong with the text of a scenario, while somebody writes it."""

from cs_simulator.kubernetes import vocabulary
from cs_simulator.server.control._request import ControlCall, route
from cs_simulator.server.control._scenario_body import TEXT_FILE, loader, text_of
from cs_simulator.server.control.contract import scenario_files as contract


@route(contract.LINT_SCENARIO)
async def lint_scenario(call: ControlCall) -> contract.LintedScenario:
    """Check the ``text`` of a scenario, YAML or JSON; answers its problems, or the scenario."""
    from cs_simulator.scenarios.file import lint, reader
    from cs_simulator.scenarios.file.problems import UnusableFileError

    text = text_of(call.body)
    try:
        loaded = reader.read(TEXT_FILE, text, loader(call.simulator))
        problems = lint.lint(loaded, vocabulary(call.simulator.cluster_types))
    except UnusableFileError as error:
        loaded, problems = None, list(error.problems)
    is_usable = loaded is not None and not any(problem.is_error for problem in problems)
    return {
        "problems": [
            {
                "file": None if problem.file == TEXT_FILE else problem.file,
                "line": problem.line,
                "column": problem.column,
                "code": problem.code,
                "message": problem.message,
                "is_error": problem.is_error,
            }
            for problem in problems
        ],
        "scenario": loaded.source if loaded is not None and is_usable else None,
    }
