"""What is wrong with config maps and secrets."""

import re
from collections.abc import Iterator

from cs_simulator.kubernetes.kinds._problems import Problem
from cs_simulator.kubernetes.kinds._reading import Body, mapping, text

_KEY = re.compile(r"[-._a-zA-Z0-9]{1,253}")
_BAD_KEY = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'"
# What secrets of some types must have.
_NEEDED = {
    "kubernetes.io/tls": ("tls.crt", "tls.key"),
    "kubernetes.io/dockerconfigjson": (".dockerconfigjson",),
    "kubernetes.io/dockercfg": (".dockercfg",),
    "kubernetes.io/ssh-auth": ("ssh-privatekey",),
}


def config_map(body: Body, _before: Body | None) -> Iterator[Problem]:
    """What is wrong with a config map."""
    yield from _of_keys(body, ("data", "binaryData"))


def secret(body: Body, _before: Body | None) -> Iterator[Problem]:
    """What is wrong with a secret."""
    yield from _of_keys(body, ("data",))
    data = mapping(body, "data")
    for key in _NEEDED.get(text(body, "type"), ()):
        if key not in data:
            yield Problem(f"data[{key}]")


def _of_keys(body: Body, fields: tuple[str, ...]) -> Iterator[Problem]:
    for field in fields:
        for key in mapping(body, field):
            if not _KEY.fullmatch(key) or key in (".", ".."):
                yield Problem(f"{field}[{key}]", _BAD_KEY, key)
