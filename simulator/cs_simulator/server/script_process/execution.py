"""What a job is: reading the text, running its script with each seed, and saying how it went."""

from collections.abc import Callable
from functools import partial

import orjson

from cs_simulator.domain.errors import UsageError
from cs_simulator.runs.script import run_script
from cs_simulator.runs.script_run import ScriptRun
from cs_simulator.runtime.advance import AdvanceEndedError
from cs_simulator.runtime.slices import TooManyStepsError
from cs_simulator.scenarios.file.reader import LoadedScenario
from cs_simulator.server.scenario_runs import limits
from cs_simulator.server.scenario_runs.job import NAME, RUN, SEED, Job, Refusal

_MOST_FAILURES = 5


class RefusedError(Exception):
    """The scenario is not run to its end; the refusal says why."""

    def __init__(
        self, code: str, message: str, *problems: dict[str, object], status: int = 400
    ) -> None:
        super().__init__(message)
        self.refusal: Refusal = {
            "status": status, "code": code, "message": message, "problems": list(problems),
        }  # fmt: skip


async def execute(job: Job, write: Callable[[bytes], None]) -> None:
    """Run the script of a job with each of its seeds; a line is written for each.

    Raises :class:`RefusedError`.
    """
    loaded = _loaded(job)
    kind, content = (SEED, _outcome) if job["is_sweep"] else (RUN, _whole)
    for seed in job["seeds"]:
        try:
            line = content(await run_script(loaded, seed, step_limit=limits.STEPS))
        except (AdvanceEndedError, TooManyStepsError):
            most = f"more than {limits.STEPS:,} steps of tasks and actions"
            reason = f"a step of the script runs {most}: is there a fault without an end?"
            raise _too_large(reason) from None
        except UsageError as error:
            raise RefusedError("BadScenario", str(error), _problem(str(error))) from None
        except MemoryError:
            raise _too_large("the run needs more memory than it may use;") from None
        write(kind + b" " + line)


def _loaded(job: Job) -> LoadedScenario:
    """The scenario of a text, with what it includes; raises for every error that lint finds."""
    from cs_simulator.cluster_types import registry
    from cs_simulator.kubernetes import vocabulary
    from cs_simulator.runtime.files import scenario_library
    from cs_simulator.scenarios.file import lint, reader
    from cs_simulator.scenarios.file.problems import UnusableFileError

    load = partial(scenario_library.load, user_folder=job["user_folder"])
    try:
        loaded = reader.read(NAME, job["text"], load)
        lint.refuse_errors(loaded, vocabulary(registry()))
    except UnusableFileError as error:
        problems = [problem._asdict() for problem in error.problems]
        raise RefusedError("BadScenario", error.problems[0].message, *problems) from None
    return loaded


def _problem(message: str) -> dict[str, object]:
    from cs_simulator.scenarios.file.problems import BAD_VALUE, Problem

    return Problem(NAME, 1, 1, BAD_VALUE, message)._asdict()


def _too_large(reason: str) -> RefusedError:
    return RefusedError("RunTooLarge", f"{reason} {limits.INSTEAD}", status=409)


def _outcome(run: ScriptRun) -> bytes:
    failures = run.failures
    return orjson.dumps(
        {"seed": run.seed, "passed": run.passed, "failures": failures[:_MOST_FAILURES]}
    )


def _whole(run: ScriptRun) -> bytes:
    from cs_simulator.server.control.rendering.script_runs import run_object

    line = orjson.dumps(run_object(run))
    if len(line) > limits.ANSWER_BYTES:
        most = limits.ANSWER_BYTES // 1_048_576
        raise _too_large(f"the run is too long to be shown: it has more than {most} MiB;")
    return line
