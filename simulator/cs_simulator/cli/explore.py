"""``cs-simulator explore``: scenarios that nobody chose, and the smallest that break a command."""

import shlex
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cs_simulator.cli import _explore_plan, _explored, _variables
from cs_simulator.cli._explore_progress import Progress
from cs_simulator.cli._output import fail, note, prints, show
from cs_simulator.domain.errors import UsageError
from cs_simulator.scenarios.file.problems import UnusableFileError

if TYPE_CHECKING:
    from cs_simulator.testing.explore.campaign import Campaign
    from cs_simulator.testing.explore.commands import Runner

_RULES, _PATIENCE, _TIMEOUT, _MOST_JOBS = 2, 2, 30.0, 8
_COUNT = click.IntRange(min=1)
_SECONDS = click.FloatRange(min=0, min_open=True, max=86_400)


@click.command(context_settings={"allow_interspersed_args": False})
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
@click.option("--examples", type=_COUNT,
    help=f"Scenarios to make up; by default {_explore_plan.EXAMPLES}, or no end if --seconds is"
    " given.",
)  # fmt: skip
@click.option("--seconds", type=_SECONDS, help="Real seconds after which no more are made up.")
@click.option("--jobs", type=click.IntRange(1, _MOST_JOBS), default=1, show_default=True,
    help="How many runs of the command may be under way at the same time.",
)  # fmt: skip
@click.option("--kinds", multiple=True, metavar="KIND,…",
    help="Kinds of faults, instead of all that are explored by default.",
)  # fmt: skip
@click.option("--operations", multiple=True, metavar="NAME,…",
    help="Operations that faults act on, instead of all.",
)  # fmt: skip
@click.option("--rules", type=_COUNT, default=_RULES, show_default=True,
    help="Most rules of a scenario; with --from, most that are added.",
)  # fmt: skip
@click.option("--from", "base", metavar="SCENARIO",
    help="Vary this scenario, a file or a shipped name, instead of beginning with none.",
)  # fmt: skip
@click.option("--expect", "expected", metavar="FILE",
    help="Scenario, a file or a shipped name, or list of expectations: they hold after each run.",
)  # fmt: skip
@click.option("--invariant", "invariants", multiple=True, metavar="NAME",
    help="Invariant that holds for each run, as files write it: nothing_left, 'ends_within: 2h'."
    " Repeatable.",
)  # fmt: skip
@click.option("--patience", type=click.IntRange(min=0), default=_PATIENCE, show_default=True,
    help="Faulty answers in a row of one operation that the command has to cope with.",
)  # fmt: skip
@click.option("--timeout", type=_SECONDS, default=_TIMEOUT, show_default=True,
    help="Real seconds that one run may take.",
)  # fmt: skip
@click.option("--interval", default="", metavar="DURATION",
    help="How far each repeated read moves virtual time: the command's pause between polls. By"
    " default to the next change.",
)  # fmt: skip
@click.option("--seed", type=int, default=0, show_default=True,
    help="The same seed makes up the same scenarios.",
)  # fmt: skip
@click.option("--shard", default="", metavar="I/N", envvar=_explore_plan.VARIABLE, show_envvar=True,
    help="Be one of N shards, counted from 1, which run the examples together and each save in a"
    " folder of their own; finds merge puts them together.",
)  # fmt: skip
@click.option("--save", "folder", metavar="DIR", type=click.Path(path_type=Path),
    help="Folder of the finds, and of how far an interrupted run came; by default one for this"
    " command in .cs-simulator/finds.",
)  # fmt: skip
@click.option("--only", "only", multiple=True, metavar="FILE", type=click.Path(path_type=Path),
    help="Make up nothing; run the command under this file, such as a find. Repeatable.",
)  # fmt: skip
@click.option("--tls", is_flag=True, help="Let the simulator speak HTTPS, as --tls of serve does.")
@click.option("--url", default="", envvar="CS_SIMULATOR_URL", show_envvar=True,
    help="A running simulator to use; by default one in this process.",
)  # fmt: skip
@click.option("--token", default="", envvar="CS_SIMULATOR_CONTROL_TOKEN", show_envvar=True,
    help="Token of the control plane of --url, if it needs one.",
)  # fmt: skip
@prints(_explored.Exploration)
def explore(command: tuple[str, ...], as_json: bool, **given: Any) -> None:
    """Make up outages, and find the smallest that break a COMMAND.

    The command runs once under each scenario, with the environment of a new tenant (see env) and in
    virtual time. It breaks if it fails although all that went wrong passed by itself, crashes, does
    not end, or misses an expectation; by default, it makes nothing twice and leaves nothing behind
    that it does not know of. What broke it is shrunk and saved as a file that --only, serve and
    pytest take; the next run begins with these files. Needs the extra explore.

    An interrupted run goes on where it stopped when it is given again. Exit code 1 if something
    breaks the command. With --shard, several machines share the examples: a CI job gives its
    number of how many, a pod of a Kubernetes Indexed Job $((JOB_COMPLETION_INDEX + 1))/N.

    Example: cs-simulator explore --examples 300 -- python my_client.py
    """
    if shutil.which(command[0]) is None:
        fail(f"{command[0]}: there is no such command; give its path, or one that is on PATH")
    try:
        asked = _explore_plan.asked(command, given)
        explored = _explored_by(asked, given)
    except (UsageError, UnusableFileError) as error:
        fail(error)
    if explored.proves_nothing_alone:
        note("no fault has acted in this shard: all shards together, put together by finds merge,"
             " say something of the command")  # fmt: skip
    show(_explored.exploration(explored), lambda: _explored.report(explored), as_json=as_json)
    if explored.has_finds or explored.is_interrupted:
        raise SystemExit(1)


def _explored_by(asked: _explore_plan.Asked, given: dict[str, Any]) -> _explored.Explored:
    """Search with the simulator that the options name, or with a new one."""
    from cs_simulator.cli._control_session import token_of
    from cs_simulator.client import Connection, RefusedError, UnreachableError
    from cs_simulator.testing import Simulator
    from cs_simulator.testing.explore.commands import Runner

    url, token = given["url"], given["token"]
    settings = {"tls": True} if given["tls"] else {}
    try:
        if url:
            token = token or token_of(Connection(url).url)
    except ValueError as error:
        fail(f"--url: {error}")
    try:
        with Simulator(url, token=token, **settings) as simulator:
            variables = _variables.of_simulator(simulator.connection, token)
            return _search(Runner(simulator.connection, asked.command, variables), asked, given)
    except RefusedError as error:
        fail(error)
    except (UnreachableError, TimeoutError) as error:
        fail(error, exit_code=1)


def _search(
    runner: "Runner", asked: _explore_plan.Asked, given: dict[str, Any]
) -> _explored.Explored:
    from cs_simulator.runtime.system_clock import SystemClock
    from cs_simulator.testing.explore import saved
    from cs_simulator.testing.explore.campaign import Campaign
    from cs_simulator.testing.explore.one_round import own_folder

    plan, clock, seconds = asked.plan, SystemClock().monotonic, given["seconds"]
    began = clock()
    progress = Progress(lambda: clock() - began)
    with saved.locked(plan.folder), own_folder(plan.folder), progress as print_progress:

        def came_on() -> None:
            print_progress()
            _keep(asked, campaign, clock() - began, has_ended=False)

        campaign = Campaign(
            runner, plan, lambda: seconds is not None and clock() - began > seconds, came_on
        )
        progress.status = campaign.status
        _keep(asked, campaign, 0, has_ended=False)
        is_whole = _is_whole(campaign, runner, given["only"])
        _keep(asked, campaign, clock() - began, has_ended=is_whole)
    return _explored.Explored(
        status=campaign.status,
        command=shlex.join(runner.command.words),
        seconds=clock() - began,
        is_interrupted=not is_whole,
        shard=str(plan.shard) if asked.is_shard else None,
    )


def _keep(
    asked: _explore_plan.Asked, campaign: "Campaign", seconds: float, *, has_ended: bool
) -> None:
    """Write what a shard leaves for all to be put together."""
    from cs_simulator.testing.explore import shard_result

    if asked.is_shard:
        plan = asked.plan
        result = shard_result.result_of(
            plan.shard,
            asked.settings,
            campaign.status,
            planned=plan.examples,
            seconds=seconds,
            has_ended=has_ended,
        )
        shard_result.write(plan.folder, result)


def _is_whole(campaign: "Campaign", runner: "Runner", only: tuple[Path, ...]) -> bool:
    """Run it; returns whether nobody interrupted it."""
    from cs_simulator.testing.explore.engine import Interrupted

    with _calling_at_signals(runner.stop), suppress(Interrupted):
        campaign.replay(only) if only else campaign.run()
    return not runner.is_stopped


@contextmanager
def _calling_at_signals(stop: Callable[[], None]) -> Iterator[None]:
    """End well at Ctrl-C and SIGTERM: no run of the command outlives this one, nothing is lost."""
    if threading.current_thread() is not threading.main_thread():
        yield  # no signal comes here
        return
    numbers = (signal.SIGINT, signal.SIGTERM)
    former = [signal.signal(number, lambda *_: stop()) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, former, strict=True):
            signal.signal(number, handler)
