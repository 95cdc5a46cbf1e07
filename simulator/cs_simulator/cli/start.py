"""``cs-simulator start``: a simulator in the background of this folder."""

from typing import Any, TypedDict

import click

from cs_simulator.cli._output import fail, note, prints, show

_HOOKS = 600.0  # seconds that a start with hooks may take


class Started(TypedDict):
    """The simulator of this folder."""

    url: str
    pid: int
    log: str
    was_running: bool
    """Whether it ran already: nothing was started then."""
    token: str | None
    """The token of its control plane that was made for it now; null if none was."""
    token_file: str | None
    """The file with the token of its control plane; null if it needs none."""
    notes: list[str]
    """What was asked for and does not apply, and what to do instead."""


@click.command(context_settings={"ignore_unknown_options": True})
@prints(Started)
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def start(as_json: bool, options: tuple[str, ...]) -> None:
    """Start a simulator in the background, and wait until it is ready.

    OPTIONS are those of serve. The simulator belongs to this folder: status, logs, stop and all
    commands that need a simulator find it from here. Where it runs already, nothing is started.

    Example: cs-simulator start --port 0 --clock polling
    """
    from cs_simulator.cli import _background

    given = _settings_of(options)
    variables, patience = _token_for(given), _HOOKS if given["config_dir"] else _background.PATIENCE
    try:
        with _background.changing():
            found = _background.running()
            simulator = found or _background.launch(options, variables, patience)
    except _background.BackgroundError as error:
        fail(error)
    made = simulator.token if variables and found is None else None
    notes = list(simulator.notes) if found is None else _on_running(simulator.url, options)
    answer: Started = {
        "url": simulator.url,
        "pid": simulator.pid,
        "log": str(_background.LOG_FILE),
        "was_running": found is not None,
        "token": made,
        "token_file": simulator.token_file or None,
        "notes": notes,
    }
    for text in notes:
        note(text)
    if made and not as_json:
        note(f"control plane token: {made} (commands in this folder use it)")
    show(answer, simulator.url, as_json=as_json)


def _on_running(url: str, options: tuple[str, ...]) -> list[str]:
    from cs_simulator.client.server import answers

    notes = ["it was running already"]
    if not answers(url):
        notes.append("it does not answer: cs-simulator stop, then start again")
    if options:
        notes.append("the options are for a new one: cs-simulator stop, then start again")
    return notes


def _settings_of(options: tuple[str, ...]) -> dict[str, Any]:
    """The settings that serve would have; raises usage errors."""
    from cs_simulator.cli.serve import serve

    with serve.make_context("start", list(options)) as context:
        return context.params


def _token_for(given: dict[str, Any]) -> dict[str, str]:
    """The variable with a new token, if serve would make one and print it."""
    from cs_simulator.domain.errors import UsageError
    from cs_simulator.runtime import access
    from cs_simulator.runtime.settings import ENVIRONMENT_PREFIX, Settings

    settings = Settings(
        host=given["host"],
        allow_remote=given["allow_remote"],
        control_token=given["control_token"],
    )
    try:
        chosen = access.secured(settings)
    except UsageError as error:
        fail(error)
    if chosen == settings:
        return {}
    return {ENVIRONMENT_PREFIX + "CONTROL_TOKEN": chosen.control_token}
