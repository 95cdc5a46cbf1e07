"""What is known of a test while it runs, and the errors that the plugin fails it with."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from cs_simulator.client import Tenant

TENANT: "pytest.StashKey[Tenant]" = pytest.StashKey()
OPTIONS = pytest.StashKey[Mapping[str, Any]]()
"""What the tenant of a test is to be made with, in place of what its markers say."""
MADE_WITH = pytest.StashKey[Mapping[str, Any]]()
"""What the tenant of a test was made with."""
REPORT = pytest.StashKey[str]()
"""What the simulator saw of a test whose tenant is deleted already."""
AGAIN = pytest.StashKey[list[str]]()
"""The options with which a test is run under the same scenario again, in place of its seed."""


class MisuseError(Exception):
    """A test asks for what makes no sense: it fails with this text, also where it may fail."""


class BrokenError(Exception):
    """The simulator broke in a test: it fails with this text, also where it may fail."""
