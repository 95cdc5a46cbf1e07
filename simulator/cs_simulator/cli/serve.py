"""``cs-simulator serve``: its options are the fields of Settings."""

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from cs_simulator.cli._output import fail
from cs_simulator.cli._settings_file import from_file
from cs_simulator.domain.errors import HookError, UsageError
from cs_simulator.runtime.settings import ENVIRONMENT_PREFIX, Settings


def with_settings(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option and an environment variable for each setting."""
    for field in reversed(fields(Settings)):
        choices, many = field.metadata["choices"], field.metadata["many"]
        flag = "--" + field.name.replace("_", "-")
        is_flag = isinstance(field.default, bool)
        kind: Any = click.Choice(choices) if choices else (str if many else type(field.default))
        option = click.option(
            f"{flag}/--no-{flag[2:]}" if is_flag else flag,
            field.name,
            default=list(field.default) if many else field.default,
            type=None if is_flag else kind,
            multiple=many,
            envvar=ENVIRONMENT_PREFIX + field.name.upper(),
            show_default=field.default not in ("", ()),
            show_envvar=True,
            help=field.metadata["help"],
        )
        command = option(command)
    return command


class ServeCommand(click.Command):
    """A command whose defaults are those of the settings file."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Parse arguments: the command line, else the environment, else the settings file."""
        return super().make_context(*args, default_map=from_file()[1], **kwargs)


@click.command(cls=ServeCommand)
@click.option("--started-in", default="", hidden=True, help="Folder of one in the background.")
@with_settings
def serve(started_in: str, **given: Any) -> None:
    """Serve the API and its control plane.

    Ends with SIGTERM or Ctrl-C.
    """
    serve_with(given, started_in)


def serve_with(values: dict[str, Any], started_in: str = "", *named: str) -> None:
    """Serve with the settings that have these values until the process is stopped.

    *named* are settings that were given otherwise than by their options.
    """
    from cs_simulator.server.process.listening import listen
    from cs_simulator.storage.errors import StorageError

    settings = replace(Settings(), **{**values, "quota": tuple(values["quota"])})
    context = click.get_current_context()
    given = [
        name
        for name in values
        if name in named or context.get_parameter_source(name) is not ParameterSource.DEFAULT
    ]
    if "replica" in given and not settings.replica:  # a variable that is not set
        fail("--replica: give a name; without the option the simulator is not one of several")
    try:
        listen(settings, given, started_in)
    except UsageError as error:
        fail(error)
    except StorageError as error:
        fail(f"{error}{_who_uses(settings.db)}")
    except HookError as error:
        fail(error, exit_code=1)


def _who_uses(database: str) -> str:
    """Which simulator of this user has the database open, as the end of a message."""
    from cs_simulator.runtime import presence

    path = str(Path(database).absolute())
    used_by = (one for one in presence.all_running() if one.database == path)
    return next((f"; {one} has it open" for one in used_by), "")
