"""``cs-simulator serve``: its options are the fields of Settings."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import click

from cs_simulator.cli._settings_file import from_file
from cs_simulator.cli.main import fail
from cs_simulator.domain.errors import HookError, UsageError
from cs_simulator.runtime.settings import ENVIRONMENT_PREFIX, Settings


def options(command: Callable[..., None]) -> Callable[..., None]:
    """Give the command an option and an environment variable for each setting."""
    for each in reversed(fields(Settings)):
        choices, many = each.metadata["choices"], each.metadata["many"]
        flag = "--" + each.name.replace("_", "-")
        kind: Any = click.Choice(choices) if choices else (str if many else type(each.default))
        option = click.option(
            f"{flag}/--no-{flag[2:]}" if isinstance(each.default, bool) else flag,
            each.name,
            default=list(each.default) if many else each.default,
            type=None if isinstance(each.default, bool) else kind,
            multiple=many,
            envvar=ENVIRONMENT_PREFIX + each.name.upper(),
            show_default=each.default not in ("", ()),
            show_envvar=True,
            help=each.metadata["help"],
        )
        command = option(command)
    return command


class _Serve(click.Command):
    """Takes from the settings file what neither the command line nor the environment gives."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """See :class:`click.Command`."""
        return super().make_context(*args, default_map=from_file()[1], **kwargs)


@click.command(cls=_Serve)
@options
def serve(**given: Any) -> None:
    """Serve the API and its control plane until SIGTERM or Ctrl-C."""
    serve_with(given)


def serve_with(given: dict[str, Any]) -> None:
    """Serve with what the options say."""
    from cs_simulator.server.process.listening import listen
    from cs_simulator.storage.errors import StorageError

    settings = replace(Settings(), **{**given, "quota": tuple(given["quota"])})
    try:
        listen(settings)
    except (UsageError, StorageError) as problem:
        fail(str(problem))
    except HookError as problem:
        fail(str(problem), exit_code=1)
