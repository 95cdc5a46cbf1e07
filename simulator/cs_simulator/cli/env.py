"""``cs-simulator env``: the variables that clients read, for a shell to take over."""

import shlex

import click

from cs_simulator.cli._control_session import ControlSession, with_control_options
from cs_simulator.client.connection import segment
from cs_simulator.client.tenant import Tenant

_SHELLS = {
    "bash": lambda name, value: f"export {name}={shlex.quote(value)}",
    "fish": lambda name, value: f"set -gx {name} {shlex.quote(value)}",
    "powershell": lambda name, value: f"$Env:{name} = '{value.replace(chr(39), chr(39) * 2)}'",
    "dotenv": lambda name, value: f'{name}="{value}"',
}


@click.command()
@click.option("--shell", type=click.Choice(list(_SHELLS)), default="bash", show_default=True,
    help="The shell that takes them over, or the form of a file.",
)  # fmt: skip
@click.option("--new", is_flag=True, help="Make a new tenant, with a key pair of its own.")
@with_control_options
def env(asked: ControlSession, shell: str, new: bool) -> None:
    """Print the variables that the SDKs, aliyun-cli and Terraform read, for a shell to take over.

    Example: eval "$(cs-simulator env)"
    """
    if new:
        tenant = Tenant.make(asked.connection)
    else:
        asked.ask("GET", "clock")  # a tenant is there once it is asked for
        described = asked.connection.ask("GET", f"tenants/{segment(asked.tenant)}")
        tenant = Tenant(asked.connection, described)
    variables = {"CS_SIMULATOR_URL": asked.connection.url, **tenant.environment()}
    # Without --auth enforce every secret will do, and clients refuse an empty one.
    for name, value in variables.items():
        variables[name] = value or "any-secret"
    lines = [_SHELLS[shell](name, value) for name, value in variables.items()]
    asked.tell(variables, "\n".join(lines))
