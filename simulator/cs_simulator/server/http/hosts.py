"""By which names the simulator may be called, and that no foreign web page calls it.

A page in a browser on this machine can reach a port of 127.0.0.1, and by a name of its own that
leads here it can even read the answers. Browsers give such calls away: the ``Host`` header has the
page's name, and ``Origin`` or ``Sec-Fetch-Site`` are there, which no SDK sends. This is looked at
before anything else, on every port.
"""

import ipaddress
from collections.abc import Mapping

from cs_simulator.catalog import errors, regions
from cs_simulator.domain.errors import ApiError, UsageError
from cs_simulator.engine.call_region import SERVED_PRODUCTS
from cs_simulator.runtime.access import is_loopback
from cs_simulator.runtime.settings import Settings

CENTRAL_NAMES = tuple(f"{product}.aliyuncs.com" for product in SERVED_PRODUCTS)

# Names by which containers and virtual machines reach the machine that they run on. The public DNS
# has no names below .internal.
_OF_THIS_MACHINE = (
    "localhost",
    "host.docker.internal",
    "gateway.docker.internal",
    "host.containers.internal",
    "host.lima.internal",
    "host.minikube.internal",
)
# What a browser says of calls by the user (a typed address), and by pages of the same origin.
_OWN_SITES = ("none", "same-origin")
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}
# As many different Host headers are remembered as accepted.
_MOST_KNOWN = 1000


def service_names() -> list[str]:
    """The service's own names: clients with fixed addresses come by them, with a hosts file."""
    return [
        *CENTRAL_NAMES,
        *(
            f"{product}.{region_id}.aliyuncs.com"
            for product in SERVED_PRODUCTS
            for region_id in regions.all_regions()
        ),
    ]


class Hosts:
    """Decides from the headers of a request whether it may come in."""

    def __init__(self, settings: Settings) -> None:
        """Raise :class:`UsageError` for an ``--allowed-host`` that is no name."""
        given = (settings.host, settings.advertised_host, *settings.allowed_host)
        for host in settings.allowed_host:
            if not name_of(host):
                raise UsageError(f"--allowed-host {host}: give a name, such as simulator.example")
        names = (*_OF_THIS_MACHINE, *service_names(), *map(name_of, given))
        self._names = frozenset(name for name in names if name)
        # Containers, pods and other machines have many names for a server that listens on all
        # addresses, and its control plane asks for a token.
        self._takes_any_name = not is_loopback(settings.host)
        self._known: set[str] = set()

    def problem(self, headers: Mapping[str, str], target: str = "/") -> ApiError | None:
        """Why the request is refused; ``None`` for those that may come in."""
        host = headers.get("Host", "")
        if host not in self._known and (error := self._problem_of_host(host, headers)):
            return error
        if target[:1] != "/" and (error := self._problem_of_target(target, headers)):
            return error
        origin, site = headers.get("Origin"), headers.get("Sec-Fetch-Site")
        if origin is not None and not _is_same(origin, host):
            return errors.FOREIGN_ORIGIN()
        if site is not None and site not in _OWN_SITES:
            return errors.FOREIGN_ORIGIN()
        return None

    def _problem_of_host(self, host: str, headers: Mapping[str, str]) -> ApiError | None:
        """Judge a name: ours, or any if others may reach the server and no browser is calling."""
        if self.is_ours(host):
            if len(self._known) < _MOST_KNOWN:
                self._known.add(host)
            return None
        if not name_of(host):
            return errors.MALFORMED_REQUEST(reason="invalid Host")
        is_browser = "Origin" in headers or "Sec-Fetch-Site" in headers
        return None if self._takes_any_name and not is_browser else errors.FOREIGN_HOST()

    def _problem_of_target(self, target: str, headers: Mapping[str, str]) -> ApiError | None:
        """Judge the name in a target with scheme and host, as clients write it to a proxy."""
        _, mark, rest = target.partition("://")
        return self._problem_of_host(rest.partition("/")[0], headers) if mark else None

    def is_ours(self, host: str) -> bool:
        """Whether a Host header has a name or an address of this simulator, or is empty.

        Every address is: a page's own name has to be a name for it to lead here.
        """
        if not host:
            return True  # HTTP/1.0; every browser sends it
        name = name_of(host)
        return name in self._names or name.endswith(".localhost") or _is_address(name)


def name_of(host: str) -> str:
    """The name or address of a Host header in lower case; empty if it is none."""
    name, port = host, ""
    if host.startswith("["):
        name, bracket, port = host[1:].partition("]")
        if not bracket or not _is_address(name):
            return ""
    elif ":" in host:
        name, _, port = host.partition(":")
        port = ":" + port
    name = name.lower().removesuffix(".")
    if port and not (port.startswith(":") and _is_number(port[1:])):
        return ""
    is_name = name.isascii() and all(letter.isalnum() or letter in "-._:" for letter in name)
    return name if is_name else ""


def _is_number(text: str) -> bool:
    return text.isascii() and (text.isdigit() or not text) and len(text) < 6


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_same(origin: str, host: str) -> bool:
    """Whether an Origin header names the server that the request was sent to."""
    scheme, mark, place = origin.lower().partition("://")
    if not mark or not place or scheme not in _DEFAULT_PORTS:
        return False
    port = _DEFAULT_PORTS[scheme]
    return place.removesuffix(port) == host.lower().removesuffix(port)
