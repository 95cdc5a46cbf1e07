"""What the options of ``explore`` ask for: which command is run, and what is searched."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cs_simulator.cli import _expected
from cs_simulator.domain.errors import UsageError

if TYPE_CHECKING:
    from cs_simulator.testing.explore.campaign import Plan
    from cs_simulator.testing.explore.commands import Command
    from cs_simulator.testing.explore.options import Options

EXAMPLES = 100
VARIABLE = "CS_SIMULATOR_SHARD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for."""

    command: "Command"
    plan: "Plan"
    settings: dict[str, str]
    """A key of each setting that decides what is found."""
    is_shard: bool
    """Whether a shard was named, be it the only one."""


def asked(words: tuple[str, ...], given: dict[str, Any]) -> Asked:
    """What is asked for; raises ``UsageError`` for what there is not, or without Hypothesis."""
    from cs_simulator.testing.explore import require_hypothesis

    require_hypothesis()  # the modules below import it
    from cs_simulator.testing.explore import saved
    from cs_simulator.testing.explore.campaign import Plan
    from cs_simulator.testing.explore.finds import FOLDER
    from cs_simulator.testing.explore.shards import WHOLE, Shard

    shard = Shard.of(given["shard"]) if given["shard"] else WHOLE
    options, command = _options(given), _command(words, given)
    examples = given["examples"] or (None if given["seconds"] else EXAMPLES)
    _refuse(given, shard.count, examples)
    deciding = _deciding(command, options, given["seed"])
    own = {} if shard.is_whole else {"shard": str(shard)}
    folder: Path = given["folder"] or FOLDER / saved.name_of(command.words)
    plan = Plan(
        options=options,
        seed=shard.seed_of(given["seed"]),
        examples=None if examples is None else shard.share(examples),
        jobs=given["jobs"],
        key=saved.key_of({**deciding, **own}),
        folder=folder / shard.folder if given["shard"] else folder,
        comment="Found by cs-simulator explore. To run a command under it once more:\n"
        "cs-simulator explore --only FILE -- COMMAND",
        shard=shard,
    )
    settings = {name: saved.key_of({name: value}) for name, value in deciding.items()}
    settings["examples"] = saved.key_of({"examples": examples})
    return Asked(command=command, plan=plan, settings=settings, is_shard=bool(given["shard"]))


def _refuse(given: dict[str, Any], shards: int, examples: int | None) -> None:
    """Raise ``UsageError`` where there is nothing to do for a shard."""
    subject = f"--shard {given['shard']}"
    if given["shard"] and given["only"]:
        advice = f"leave out --only, or --shard and {VARIABLE}"
        cause = "with --only nothing is made up that shards could divide"
        raise UsageError(cause, subject=subject, advice=advice)
    if examples is not None and examples < shards:
        cause = f"there are only {examples} examples for {shards} shards"
        raise UsageError(cause, subject=subject, advice="give more --examples, or fewer shards")


def _command(words: tuple[str, ...], given: dict[str, Any]) -> "Command":
    from cs_simulator.testing.explore.commands import Command

    return Command(
        words=words,
        expectations=tuple(_expected.of(given["invariants"], given["expected"])),
        timeout=given["timeout"],
        patience=given["patience"],
        interval=given["interval"],
    )


def _options(given: dict[str, Any]) -> "Options":
    from cs_simulator.runtime.files import scenario_library
    from cs_simulator.testing.explore import Options, strategy

    options = Options(
        kinds=_names(given["kinds"]),
        operations=_names(given["operations"]),
        rules=given["rules"],
        base=dict(scenario_library.read(given["base"]).source) if given["base"] else None,
    )
    strategy(options)
    return options


def _names(written: tuple[str, ...]) -> tuple[str, ...]:
    """Names that are separated by commas, or given one by one."""
    return tuple(name.strip() for each in written for name in each.split(",") if name.strip())


def _deciding(command: "Command", options: "Options", seed: int) -> dict[str, Any]:
    """All that decides what is found, to tell whether a search is the one of before."""
    from dataclasses import asdict

    from cs_simulator import __version__

    judged = {name: getattr(command, name) for name in ("words", "expectations", "timeout")}
    how = {"patience": command.patience, "interval": command.interval, "seed": seed}
    return {**judged, **how, **asdict(options), "version": __version__}
