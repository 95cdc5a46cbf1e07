"""What RAM policies call an operation."""

from cs_simulator.operations._operation import Operation


def actions_of(operation: Operation) -> tuple[str, ...]:
    """The names of its action, the one in refusals first: ``cs:GetClusters``."""
    names = (operation.ram_action, operation.name)
    return tuple(f"{operation.product or 'cs'}:{name}" for name in names if name)
