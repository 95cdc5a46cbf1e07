"""``cs-simulator env``: the environment variables that clients read, for a shell to set."""

import secrets
import shlex

import click

from cs_simulator.cli import _variables
from cs_simulator.cli._control_session import ControlSession, with_session
from cs_simulator.cli._output import fail, prints
from cs_simulator.client import Connection, Tenant

_SHELLS = {
    "bash": lambda name, value: f"export {name}={shlex.quote(value)}",
    "fish": lambda name, value: f"set -gx {name} {_quoted(value, chr(92) + chr(39))}",
    "powershell": lambda name, value: f"$Env:{name} = '{value.replace(chr(39), chr(39) * 2)}'",
    "dotenv": lambda name, value: f'{name}="{_escaped(value, chr(92) + chr(34) + "$`")}"',
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

    They are those of the official SDKs, aliyun-cli and Terraform, and those by which the commands
    of cs-simulator find the simulator and mean the same tenant. Where signatures are verified, a
    key that may sign is made; with TLS, the variables that name certificates are among them.

    Example: eval "$(cs-simulator env)"
    """
    connection = session.connection
    tenant = Tenant.make(connection) if new else _existing(connection, session.tenant.name)
    variables = {
        **_variables.of_simulator(connection, session.token),
        "CS_SIMULATOR_TENANT": tenant.name,
        **tenant.environment(),
    }
    for name, value in variables.items():
        if not value.isprintable():
            fail(f"{name} would be {value!r}, which no shell takes as it is")
    lines = [_SHELLS[shell](name, value) for name, value in variables.items()]
    session.show(variables, "\n".join(lines))


def _existing(connection: Connection, name: str) -> Tenant:
    """A tenant with a key that may sign for it."""
    from cs_simulator.client.server import health, put_credential

    tenant = Tenant.of_name(connection, name)
    # Clients refuse an empty secret; any is accepted where signatures are not verified.
    tenant.access_key_secret = "any-secret"  # noqa: S105
    found = health(connection)
    if found["auth"] != "none":
        if found["replica"]:
            fail(
                "signatures are verified here, by several simulators behind a proxy, which knows"
                f" only keys that are named like their tenants: make a new tenant with --new, or"
                f" use a key of {name!r} that you have"
            )
        tenant.access_key_id = f"LTAI{secrets.token_hex(10)}"
        tenant.access_key_secret = secrets.token_urlsafe(22)
        put_credential(connection, tenant.access_key_id, tenant.access_key_secret, name)
    return tenant


def _quoted(value: str, special: str) -> str:
    return f"'{_escaped(value, special)}'"


def _escaped(value: str, special: str) -> str:
    return "".join(f"\\{letter}" if letter in special else letter for letter in value)
