"""The environment variables by which any client finds a simulator, whichever tenant it means."""

import os
from collections.abc import Mapping

from cs_simulator.cli._output import note
from cs_simulator.client import Connection

_PROXIES = {"http": ("HTTP_PROXY", "http_proxy"), "https": ("HTTPS_PROXY", "https_proxy")}


def of_simulator(connection: Connection, token: str) -> dict[str, str]:
    """The variables: its address, its token if it has one, whom to trust, and no proxy."""
    return {
        "CS_SIMULATOR_URL": connection.url,
        **({"CS_SIMULATOR_CONTROL_TOKEN": token} if token else {}),
        **_certificates(connection),
        **_without_proxy(connection.url),
    }


def _certificates(connection: Connection) -> Mapping[str, str]:
    """The variables that make clients trust the simulator's certificate, where it has one."""
    if not connection.url.startswith("https:"):
        return {}
    from cs_simulator.cli import _trust

    return _trust.variables(connection)


def _without_proxy(url: str) -> Mapping[str, str]:
    """Nothing, for the variables that would send calls of the simulator to a proxy."""
    names = [name for name in _PROXIES[url.partition(":")[0]] if os.environ.get(name)]
    if names:
        note(f"{', '.join(names)}: set to nothing, or the SDKs would call that proxy instead")
    return dict.fromkeys(names, "")
