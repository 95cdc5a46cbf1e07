"""Records of requests about what is done to a cluster by itself, and when."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.cluster_types.ack import field_rules
from cs_simulator.cluster_types.ack.request.maintenance_rules import ExclusionsFit, RecurrenceFits
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import Boolean, Object, Objects, Text

_NO_RULES: tuple[StrictRule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionRequest:
    """A time in which no automatic operation begins."""

    RULES: ClassVar[tuple[StrictRule, ...]] = _NO_RULES

    name: Annotated[str | None, Text(), field_rules.LengthUpTo(63)] = None
    scope: Annotated[
        str | None,
        Text(),
        field_rules.OneOf("NoOperations", "NoUpgrades", "NoMinorUpgrades", "NoCVEPatch"),
    ] = None
    start_time: Annotated[str, Text()]
    end_time: Annotated[str, Text()]
    description: Annotated[str | None, Text(), field_rules.LengthUpTo(128)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MaintenanceWindowRequest:
    """When automatic operations may begin."""

    RULES: ClassVar[tuple[StrictRule, ...]] = (RecurrenceFits(), ExclusionsFit())

    enable: Annotated[bool | None, Boolean()] = None
    maintenance_time: Annotated[
        str | None,
        Text(),
        field_rules.Matches(
            r"(\d{4}-\d\d-\d\dT)?\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)",
            "a time such as 03:00:00Z",
        ),
    ] = None
    duration: Annotated[
        str | None, Text(), field_rules.Matches(r"([1-9]|1\d|2[0-4])h", "from 1h to 24h")
    ] = None
    weekly_period: Annotated[
        str | None,
        Text(),
        field_rules.Matches(
            r"{day}(, ?{day})*".replace("{day}", "(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"),
            "days such as Monday,Thursday",
        ),
    ] = None
    recurrence: Annotated[str | None, Text()] = None
    exclusions: Annotated[
        tuple[ExclusionRequest, ...] | None, Objects(ExclusionRequest), field_rules.CountUpTo(10)
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoUpgradeRequest:
    """Whether the cluster is upgraded by itself, and along which channel."""

    RULES: ClassVar[tuple[StrictRule, ...]] = _NO_RULES

    enabled: Annotated[bool | None, Boolean()] = None
    channel: Annotated[str | None, Text(), field_rules.OneOf("patch", "stable", "rapid")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationPolicyRequest:
    """What is done to the cluster by itself."""

    RULES: ClassVar[tuple[StrictRule, ...]] = _NO_RULES

    cluster_auto_upgrade: Annotated[AutoUpgradeRequest | None, Object(AutoUpgradeRequest)] = None
