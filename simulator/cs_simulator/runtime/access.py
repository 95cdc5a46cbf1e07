"""Who may reach a simulator: addresses of other machines only if that is intended, with a token."""

import ipaddress
import secrets
from dataclasses import replace

from cs_simulator.domain.errors import UsageError
from cs_simulator.runtime.settings import Settings


def secured(settings: Settings) -> Settings:
    """The settings, with a token for the control plane if other machines can reach it.

    Raises :class:`UsageError` for such an address without ``--allow-remote``.
    """
    if is_loopback(settings.host):
        return settings
    if not settings.allow_remote:
        raise UsageError(
            f"--host {settings.host} can be reached from other machines; add --allow-remote if"
            " that is intended"
        )
    return settings if settings.control_token else replace(settings, control_token=new_token())


def new_token() -> str:
    """A token that nobody guesses."""
    return secrets.token_urlsafe(24)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def from_here(url: str) -> str:
    """The address by which this machine reaches a server, also one that listens on all."""
    return url.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:")
