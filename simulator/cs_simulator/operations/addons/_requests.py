"""The bodies of operations on components."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import orjson

from cs_simulator.catalog import ack_errors
from cs_simulator.domain.errors import ApiError
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import Boolean, Objects, Text


class JsonConfig:
    """The text is a JSON object, or empty."""

    def check(self, field: str, value: Any) -> ApiError | None:
        """A problem if it is not."""
        return None if config_of(value) is not None else ack_errors.CONFIG_NOT_JSON(field)


def config_of(text: str) -> dict[str, Any] | None:
    """The JSON object in a text; ``None`` if there is none."""
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallAddon:
    """A component to install."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    name: Annotated[str, Text()]
    version: Annotated[str | None, Text()] = None
    config: Annotated[str | None, Text(), JsonConfig()] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpgradeAddon:
    """A component to upgrade."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    component_name: Annotated[str, Text()]
    next_version: Annotated[str, Text()]
    version: Annotated[str | None, Text()] = None
    policy: Annotated[str | None, Text()] = None
    config: Annotated[str | None, Text(), JsonConfig()] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UninstallAddon:
    """A component to remove."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    name: Annotated[str, Text()]
    cleanup_cloud_resources: Annotated[bool | None, Boolean()] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallRequest:
    """The body of an installation, an array."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()
    body: Annotated[tuple[InstallAddon, ...], Objects(InstallAddon)]


@dataclass(frozen=True, slots=True, kw_only=True)
class UpgradeRequest:
    """The body of an upgrade, an array."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()
    body: Annotated[tuple[UpgradeAddon, ...], Objects(UpgradeAddon)]


@dataclass(frozen=True, slots=True, kw_only=True)
class UninstallRequest:
    """The body of a removal, an array."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()
    body: Annotated[tuple[UninstallAddon, ...], Objects(UninstallAddon)]
