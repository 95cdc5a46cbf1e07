"""Refusing fields of bodies that are almost one that the operation has."""

from collections.abc import Iterable


def refuse_misspelt(operation: str, given: Iterable[str], also: tuple[str, ...] = ()) -> None:
    """Raise ``ValueError`` for a field that is misspelt.

    The service ignores fields that it does not have, so any other name may be meant: a test may
    want to see that. *also* are names that are taken besides the fields of the operation.
    """
    from cs_simulator.cluster_types import registry
    from cs_simulator.kubernetes import vocabulary
    from cs_simulator.scenarios.suggestions import did_you_mean

    names = list(given)
    if not names:  # the vocabulary takes some tenths of a second, once
        return
    known = {*vocabulary(registry()).operations[operation].fields, *also}
    for name in names:
        if name not in known and (meant := did_you_mean(name, known)):
            raise ValueError(f"{operation} has no field {name!r}{meant}")
