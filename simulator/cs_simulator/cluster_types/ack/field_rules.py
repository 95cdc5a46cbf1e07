"""Conditions on single fields of Kubernetes requests, one small class for each kind of check.

A problem is ``InvalidParameter.{Field}``, with the name of the field and what it accepts.
"""

import re
from collections.abc import Sequence

from cs_simulator.catalog import ack_errors, time_zones
from cs_simulator.domain.errors import ApiError
from cs_simulator.validation import field_rules


class OneOf:
    """One of some values, in this spelling; a list has nothing else in it."""

    def __init__(self, *values: object) -> None:
        self.values = values

    def check(self, field: str, value: object) -> ApiError | None:
        """A problem if it is another one."""
        for item in value if isinstance(value, tuple) else (value,):
            if item not in self.values:
                known = ", ".join(map(str, self.values))
                advice = f"one of {known}, not {str(item)[:100]!r}"
                return ack_errors.INVALID_FIELD(field, advice)
        return None


class Between:
    """A number within two bounds, or one of *besides*."""

    def __init__(self, least: float, most: float, *besides: float) -> None:
        self.least = least
        self.most = most
        self.besides = besides

    def check(self, field: str, value: float) -> ApiError | None:
        """A problem if it is smaller or larger."""
        if self.least <= value <= self.most or value in self.besides:
            return None
        advice = f"from {self.least:,} to {self.most:,}, not {value:,}"
        return ack_errors.INVALID_FIELD(field, advice)


class TimeZone:
    """The name of a time zone."""

    def check(self, field: str, value: str) -> ApiError | None:
        """A problem if there is no such time zone."""
        if time_zones.is_known(value):
            return None
        advice = f"a name of the IANA database such as Asia/Shanghai, not {value[:50]!r}"
        return ack_errors.INVALID_FIELD(field, advice)


NONE = 0
"""What old clients send for a number that their caller did not give."""


class LengthUpTo:
    """A text with at most that many characters."""

    def __init__(self, most: int) -> None:
        self.most = most

    def check(self, field: str, value: str) -> ApiError | None:
        """A problem if it is longer."""
        if len(value) <= self.most:
            return None
        advice = f"at most {self.most} characters, not {len(value)}"
        return ack_errors.INVALID_FIELD(field, advice)


class CountUpTo:
    """A list with at most that many items."""

    def __init__(self, most: int) -> None:
        self.most = most

    def check(self, field: str, value: Sequence[object]) -> ApiError | None:
        """A problem if it has more."""
        if len(value) <= self.most:
            return None
        return ack_errors.INVALID_FIELD(field, f"at most {self.most} items, not {len(value)}")


class Matches:
    """A text of some form."""

    def __init__(self, form: str, advice: str) -> None:
        self.form = re.compile(form)
        self.advice = advice

    def check(self, field: str, value: str) -> ApiError | None:
        """A problem if it has another form."""
        if self.form.fullmatch(value):
            return None
        return ack_errors.INVALID_FIELD(field, f"{self.advice}, not {value[:100]!r}")


class EachMatches(Matches):
    """A list of texts of some form."""

    def check(self, field: str, value: Sequence[str]) -> ApiError | None:
        """The problem with the first of another form."""
        problems = (super(EachMatches, self).check(field, item) for item in value)
        return next(filter(None, problems), None)


class Name:
    """1 to 63 letters, digits, Chinese characters and hyphens; no hyphen at the start.

    For the names of clusters and of node pools.
    """

    MOST = 63
    _FORM = re.compile(r"[a-zA-Z0-9一-龥][a-zA-Z0-9一-龥-]*")

    def check(self, field: str, value: str) -> ApiError | None:
        """A problem if the name is too long or has other characters."""
        if len(value) > self.MOST:
            advice = f"at most {self.MOST} characters, not {len(value)}"
        elif value.startswith("-"):
            advice = "must not begin with a hyphen"
        elif not self._FORM.fullmatch(value):
            advice = "letters, digits, Chinese characters and hyphens only"
        else:
            return None
        return ack_errors.INVALID_FIELD(field, advice)


class Password:
    """8 to 30 characters of three classes: lower case, upper case, digit, special.

    The problem never repeats the password.
    """

    def check(self, field: str, value: str) -> ApiError | None:
        """A problem if the length is wrong or fewer than three classes occur."""
        if field_rules.Password().check(field, value) is None:
            return None
        return ack_errors.INVALID_FIELD(
            field,
            "8 to 30 characters, at least three of lower case, upper case, digits and"
            f" {field_rules.SPECIAL_CHARACTERS}",
        )


class NodePortRange:
    """Two ports from 30000 to 65535, written with a hyphen or a tilde between them."""

    _FORM = re.compile(r"(\d{5})[-~](\d{5})")
    LEAST, MOST = 30000, 65535

    def check(self, field: str, value: str) -> ApiError | None:
        """A problem if it has another form, or other ports."""
        form = self._FORM.fullmatch(value)
        if form and self.LEAST <= int(form[1]) < int(form[2]) <= self.MOST:
            return None
        advice = f"two ports such as 30000-32767, from {self.LEAST} to {self.MOST}"
        return ack_errors.INVALID_FIELD(field, advice)


DISK_CATEGORIES = (
    "cloud",
    "cloud_efficiency",
    "cloud_ssd",
    "cloud_essd",
    "cloud_auto",
    "cloud_essd_entry",
    "elastic_ephemeral_disk_standard",
    "elastic_ephemeral_disk_premium",
)

CHARGE_TYPE = OneOf("PostPaid", "PrePaid")
PERIOD = OneOf(1, 2, 3, 6, 12, 24, 36, 48, 60)
PERIOD_OR_NONE = OneOf(NONE, *PERIOD.values)
PERIOD_UNIT = OneOf("Month")
RENEWAL = OneOf(1, 2, 3, 6, 12)
RENEWAL_OR_NONE = OneOf(NONE, *RENEWAL.values)
PERFORMANCE_LEVEL = OneOf("PL0", "PL1", "PL2", "PL3")
CPU_POLICY = OneOf("none", "static")
SYSTEM_DISK_SIZE = Between(40, 500)
SYSTEM_DISK_SIZE_OR_NONE = Between(40, 500, NONE)
NODE_NAME_MODE = OneOf("nodeip", "customized")
DOMAIN = Matches(
    r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*",
    "parts of 1 to 63 lower-case letters, digits and hyphens, with dots between them",
)
SECURITY_GROUP = Matches(r"sg-[a-z0-9]+", "the id of a security group, sg-…")
LOAD_BALANCER = Matches(r"(lb|nlb|alb)-[a-z0-9]+", "the id of a load balancer, lb-…")
RESOURCE_GROUP = Matches(r"rg-[a-z0-9]+", "the id of a resource group, rg-…")
DIGITS = Matches(r"[0-9]{1,6}", "a whole number as a text")


LOG_COMPONENT = OneOf(
    "apiserver",
    "kcm",
    "scheduler",
    "ccm",
    "controlplane-events",
    "alb",
    "ack-goatscaler",
    "coredns",
    "gatekeeper",
)
"""The components of a control plane that write logs."""
