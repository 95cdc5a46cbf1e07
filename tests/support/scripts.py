"""Running scripts that tests write down, step by step."""

from cs_simulator.runs.script import run_script
from cs_simulator.runs.script_run import ScriptRun
from cs_simulator.runtime.files import scenario_library
from cs_simulator.scenarios.file import reader
from cs_simulator.scenarios.file.reader import LoadedScenario

HEAD = "apiVersion: simulator/v1\nkind: Scenario\nmetadata: {name: x}\n"


def loaded(text: str) -> LoadedScenario:
    """The scenario of a text without its first keys."""
    return reader.read("x.yaml", HEAD + text, scenario_library.load)


async def run(*script: str, more: str = "") -> ScriptRun:
    """Run a script of these steps; *more* are the other parts of the scenario."""
    steps = "".join(f"  - {step}\n" for step in script)
    return await run_script(loaded(f"{more}script:\n{steps}"))
