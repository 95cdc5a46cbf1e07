"""Conditions on single fields of a node pool, one small class for each kind of check.

:mod:`cs_simulator.cluster_types.ack.field_rules` has those that clusters have, too.
"""

import re
from base64 import b64decode
from binascii import Error as NotBase64Error
from collections.abc import Collection
from typing import Any

from cs_simulator.catalog import ack_errors, node_images
from cs_simulator.cluster_types.ack.field_rules import Between
from cs_simulator.domain.errors import ApiError

_LONGEST_SCRIPT = 16 * 1024  # the limit of ECS, before the text is coded


def _invalid(field: str, advice: str) -> ApiError:
    return ack_errors.INVALID_FIELD(field, advice)


class Items:
    """A list of some items, none of them empty."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def check(self, field: str, value: Collection[Any]) -> ApiError | None:
        """A problem if there are fewer or more, or one is empty."""
        if not self.least <= len(value) <= self.most:
            return _invalid(field, f"{self.least} to {self.most} items, not {len(value)}")
        if not all(value):
            return _invalid(field, "none of the items may be empty")
        return None


class Length:
    """A text of a number of characters."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def check(self, field: str, value: str) -> ApiError | None:
        """A problem if it is shorter or longer."""
        if not self.least <= len(value) <= self.most:
            return _invalid(field, f"{self.least} to {self.most} characters, not {len(value)}")
        return None


class ImageType:
    """A type of images that nodes can have, or one of the caller's own."""

    def check(self, field: str, value: str) -> ApiError | None:
        """A problem if it is another word."""
        if value == "Custom" or node_images.find(value) is not None:
            return None
        return _invalid(field, f"{', '.join(node_images.all_types())}, not {value[:100]}")


class Base64Script:
    """A script in base64; the problem never repeats it, since it may hold secrets."""

    def check(self, field: str, value: str) -> ApiError | None:
        """A problem if it is no base64, or longer than an instance takes."""
        try:
            size = len(b64decode(value, validate=True))
        except (NotBase64Error, ValueError):
            return _invalid(field, "a script in base64")
        if size > _LONGEST_SCRIPT:
            return _invalid(field, f"at most {_LONGEST_SCRIPT:,} bytes, not {size:,}")
        return None


class NumberText:
    """A number as a text, within bounds."""

    def __init__(self, least: float, most: float) -> None:
        self.least, self.most = least, most

    def check(self, field: str, value: str) -> ApiError | None:
        """A problem if it is no number, or out of bounds."""
        if not re.fullmatch(r"\d{1,9}(\.\d{1,9})?", value):
            return _invalid(field, f"a number as a text, not {value[:100]!r}")
        return Between(self.least, self.most).check(field, float(value))
