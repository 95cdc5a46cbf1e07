"""Conditions on single fields: one small class for each kind of check.

A problem is an error of the catalogue, in the service's wording where that is known, followed by
the name of the field and what it accepts.
"""

import re
from itertools import combinations

from cs_simulator.catalog import errors
from cs_simulator.domain import network
from cs_simulator.domain.errors import ApiError

_NAME = re.compile(r"[a-zA-Z0-9一-龥][a-zA-Z0-9一-龥-]*")
_NAME_LIMIT = 63

SPECIAL_CHARACTERS = "()`~!@#$%^&*-_+=|{}[]:;'<>,.?/"
"""The special characters that a password may have."""

_CLASSES = ("[a-z]", "[A-Z]", "[0-9]", f"[{re.escape(SPECIAL_CHARACTERS)}]")
# At least three of the four classes, and no character of none of them.
_PASSWORD = re.compile(
    "(?:"
    + "|".join("".join(f"(?=.*{one})" for one in three) for three in combinations(_CLASSES, 3))
    + f")[a-zA-Z0-9{re.escape(SPECIAL_CHARACTERS)}]{{8,30}}"
)

# Prefix lengths of a container block: each node gets a /24 of it, and a /16 has 256 of them.
_SHORTEST_PREFIX, _LONGEST_PREFIX = 16, 24


class ClusterName:
    """1 to 63 letters, digits, Chinese characters and hyphens; no hyphen at the start."""

    def check(self, field: str, value: str) -> ApiError | None:
        """A problem if the name is too long or has other characters."""
        if len(value) > _NAME_LIMIT:
            advice = f"at most {_NAME_LIMIT} characters, not {len(value)}"
        elif value.startswith("-"):
            advice = "must not begin with a hyphen"
        elif not _NAME.fullmatch(value):
            advice = "letters, digits, Chinese characters and hyphens only"
        else:
            return None
        return errors.INVALID_PARAMETER(field, advice)


class AtLeast:
    """A number that is not smaller than a minimum."""

    def __init__(self, minimum: int) -> None:
        self.minimum = minimum

    def check(self, field: str, value: int) -> ApiError | None:
        """A problem if the number is smaller."""
        if value < self.minimum:
            return errors.INVALID_PARAMETER(field, f"at least {self.minimum}, not {value}")
        return None


class NotEmpty:
    """A list with at least one item, none of them empty."""

    def check(self, field: str, value: tuple[str, ...]) -> ApiError | None:
        """A problem if the list or one of its items is empty."""
        if not value or not all(value):
            return errors.INVALID_PARAMETER(field, "at least one item, none of them empty")
        return None


class MaxLength:
    """A text with at most that many characters."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def check(self, field: str, value: str) -> ApiError | None:
        """A problem if the text is longer."""
        if len(value) > self.limit:
            advice = f"at most {self.limit} characters, not {len(value)}"
            return errors.INVALID_PARAMETER(field, advice)
        return None


class ContainerBlock:
    """A private IPv4 block without host bits, from /16 to /24."""

    def check(self, field: str, value: str) -> ApiError | None:
        """A problem if it is no such block."""
        try:
            block = network.block(value)
        except ValueError as problem:
            return errors.CIDR_MALFORMED(field, str(problem))
        if not network.is_private(block):
            return errors.CIDR_NOT_PRIVATE(
                field, "must lie in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16"
            )
        if not _SHORTEST_PREFIX <= block.prefixlen <= _LONGEST_PREFIX:
            return errors.CIDR_MASK_LENGTH(
                field, f"from /{_SHORTEST_PREFIX} to /{_LONGEST_PREFIX}, not /{block.prefixlen}"
            )
        return None


class Password:
    """8 to 30 characters, of three of the four classes: lower case, upper case, digit, special.

    The problem never repeats the password.
    """

    def check(self, field: str, value: str) -> ApiError | None:
        """A problem if the length is wrong or fewer than three classes occur."""
        if not _PASSWORD.fullmatch(value):
            return errors.PASSWORD_MALFORMED(
                field,
                "8 to 30 characters, at least three of lower case, upper case, digits and"
                f" {SPECIAL_CHARACTERS}",
            )
        return None


# What clients send, and what it means. The API reference has none and optimized, but "true" in its
# example of a request, and terraform-provider-alicloud always sent "true".
IO_OPTIMIZED = {"optimized": "optimized", "true": "optimized", "none": "none", "false": "none"}


class IoOptimized:
    """``optimized`` or ``none``, or ``true`` or ``false`` for them."""

    def check(self, field: str, value: str) -> ApiError | None:
        """A problem if it is any other word."""
        if value not in IO_OPTIMIZED:
            return errors.IO_OPTIMIZED_UNKNOWN(field, "optimized or none")
        return None
