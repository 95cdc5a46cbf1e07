"""A local simulator of Alibaba Cloud Container Service, API version 2015-12-15.

Importing this package loads nothing heavy: start-up time is a feature. The names it exports
are loaded when they are first asked for.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cs_simulator.testing.provider import AlibabaCloudProvider

__version__ = "0.1.0"
__all__ = ["AlibabaCloudProvider", "__version__"]


def __getattr__(name: str) -> object:
    """Load an exported name on first use: Faker alone costs more than the whole server."""
    if name == "AlibabaCloudProvider":
        from importlib import import_module

        return import_module("cs_simulator.testing.provider").AlibabaCloudProvider
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
