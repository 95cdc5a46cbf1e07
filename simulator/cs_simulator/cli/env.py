"""``cs-simulator env``: the environment variables that clients read, for a shell to set."""

import shlex

import click

from cs_simulator.cli._control_session import ControlSession, with_session
from cs_simulator.cli._output import prints
from cs_simulator.client import Tenant

_SHELLS = {
    "bash": lambda name, value: f"export {name}={shlex.quote(value)}",
    "fish": lambda name, value: f"set -gx {name} {shlex.quote(value)}",
    "powershell": lambda name, value: f"$Env:{name} = '{value.replace(chr(39), chr(39) * 2)}'",
    "dotenv": lambda name, value: f'{name}="{value}"',
}


@click.command()
@click.option("--shell", type=click.Choice(list(_SHELLS)), default="bash", show_default=True,
    help="The shell that sets them, or dotenv for a .env file.",
)  # fmt: skip
@click.option("--new", is_flag=True, help="Make a new tenant, with a key pair of its own.")
@prints(dict[str, str])
@with_session
def env(session: ControlSession, shell: str, new: bool) -> None:
    """Print the environment variables that SDKs and tools read.

    They are those of the official SDKs, aliyun-cli and Terraform, and CS_SIMULATOR_URL.

    Example: eval "$(cs-simulator env)"
    """
    connection = session.connection
    tenant = Tenant.make(connection) if new else Tenant.of_name(connection, session.tenant.name)
    variables = {"CS_SIMULATOR_URL": connection.url, **tenant.environment()}
    # Without --auth enforce any secret is accepted, and clients refuse an empty one.
    variables = {name: value or "any-secret" for name, value in variables.items()}
    lines = [_SHELLS[shell](name, value) for name, value in variables.items()]
    session.show(variables, "\n".join(lines))
