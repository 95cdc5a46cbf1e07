"""Packages that not everybody needs: an error that says by which extra they come."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def extra(name: str, what: str) -> Iterator[None]:
    """Say what a package that is missing in the block is needed for, and how to install it.

    The block ends with ``ModuleNotFoundError`` then, as it would without this.
    """
    try:
        yield
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(
            f"{what} needs the package {missing.name}: pip install 'cs-simulator[{name}]'",
            name=missing.name,
        ) from None
