"""Which settings make sense, and what to give instead of those that do not."""

import math
import re

from cs_simulator.catalog import regions
from cs_simulator.domain.clock import FASTEST, SLOWEST, ClockMode
from cs_simulator.domain.errors import UsageError
from cs_simulator.runtime.settings import AUTO, LARGEST, MEMORY, NONE, Settings


def check(settings: Settings) -> None:
    """Raise :class:`UsageError` for an invalid value, saying what to give instead."""
    _check_ports(settings)
    _check_certificates(settings)
    _check_region(settings)
    _check_versions(settings)
    _check_numbers(settings)
    if not settings.db:
        raise UsageError(f"--db: give a file, or {MEMORY} to keep nothing")
    settings.start_instant(0)
    if settings.interval and settings.clock != ClockMode.POLLING:
        raise UsageError(
            f"--poll-interval {settings.poll_interval}: it is for --clock polling; give that, too"
        )
    if settings.journal_age and not settings.longest_kept:
        raise UsageError("--journal-age: give more than nothing, or leave it out to keep calls")
    _check_replica(settings.replica)
    if settings.tenant_ttl and not settings.lifetime:
        raise UsageError("--tenant-ttl: give more than nothing, or leave it out to keep tenants")
    settings.options()


def _check_ports(settings: Settings) -> None:
    _check_port("port", settings.port, 0)
    _check_port("tls-port", settings.tls_port, -1)
    if settings.master_port not in (AUTO, NONE):
        _check_port("master-port", settings.master_port, 0)
    _check_different(settings)


def _check_different(settings: Settings) -> None:
    used: dict[int, str] = {}
    for name in ("port", "tls_port", "master_port"):
        text = str(getattr(settings, name))
        if text.isdecimal() and int(text):
            option = f"--{name.replace('_', '-')}"
            if int(text) in used:
                raise UsageError(f"{used[int(text)]} and {option} are both {text}; give two")
            used[int(text)] = option


def _check_port(name: str, port: object, least: int) -> None:
    text = str(port)
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdecimal() and least <= int(text[:9]) <= 65535):
        raise UsageError(f"--{name} {port}: give a number from {least} to 65535")


def _check_certificates(settings: Settings) -> None:
    if bool(settings.tls_certificate) != bool(settings.tls_key):
        raise UsageError("--tls-certificate and --tls-key: give both, or none")
    if settings.auth == "enforce" and not (settings.credentials or settings.credentials_file):
        raise UsageError("--auth enforce: give --credentials or --credentials-file")


# What a header, a server of HAProxy and the name of a pod can all be.
REPLICA = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?", re.ASCII)


def _check_replica(name: str) -> None:
    if name and not REPLICA.fullmatch(name):
        raise UsageError(
            f"--replica {name}: give at most 63 letters, digits, '-', '_' and '.', of which the"
            " first and the last are letters or digits"
        )


def _check_region(settings: Settings) -> None:
    region = regions.find(settings.default_region)
    if region is None or not region.swarm:
        known = ", ".join(region.region_id for region in regions.swarm_regions())
        raise UsageError(f"--default-region {settings.default_region}: give one of {known}")


def _check_versions(settings: Settings) -> None:
    if not settings.kubernetes_version:
        return
    from cs_simulator.catalog import kubernetes_versions  # a table that most starts do not need

    try:
        kubernetes_versions.newest(0, fixed=settings.kubernetes_version)
    except ValueError as problem:
        raise UsageError(f"--kubernetes-version: {problem}") from None


_LONGEST_DELAY = 86_400  # seconds
_LEAST = {
    "body_limit": 1,
    "url_limit": 1,
    "step_limit": 1,
    "connection_limit": 1,
    "stream_limit": 1,
    "tenant_limit": 1,
    "snapshot_limit": 1,
    "snapshot_size": 1,
    "tenant_stream_limit": 0,
    "object_limit": 0,
    "journal_limit": 0,
    "journal_size": 0,
}


def _check_seconds(settings: Settings) -> None:
    for name in ("hook_timeout", "idle_time", "header_time", "body_time"):
        if not 0 < getattr(settings, name) < math.inf:
            raise UsageError(
                f"--{name.replace('_', '-')} {getattr(settings, name):g}:"
                " give a number of seconds above 0"
            )
    if not 0 <= settings.shutdown_delay <= _LONGEST_DELAY:
        raise UsageError(
            f"--shutdown-delay {settings.shutdown_delay:g}: give a number of seconds, at most"
            f" {_LONGEST_DELAY}, or 0 for none"
        )


def _check_numbers(settings: Settings) -> None:
    if not SLOWEST <= settings.rate <= FASTEST:
        raise UsageError(f"--rate {settings.rate:g}: give a number from {SLOWEST:g} to {FASTEST:g}")
    _check_seconds(settings)
    if not -LARGEST <= settings.seed <= LARGEST:
        raise UsageError(f"--seed {settings.seed}: give a whole number of at most 63 bits")
    for name, least in _LEAST.items():
        option, number = f"--{name.replace('_', '-')}", getattr(settings, name)
        if number < least:
            text = "a number above 0" if least else "a number above 0, or 0 for any"
            raise UsageError(f"{option}: give {text}")
        if number > LARGEST:
            raise UsageError(f"{option}: give a whole number of at most 63 bits")
