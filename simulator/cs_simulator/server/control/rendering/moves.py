"""Moves of tenants, as the answers show them."""

from cs_simulator.domain import instants
from cs_simulator.server.control.contract import moves as contract
from cs_simulator.storage.moves import Move


def move_object(move: Move) -> contract.Move:
    """What is noted of a move."""
    return {
        "tenant": move.name,
        "move": move.move,
        "state": move.state,
        "url": move.url or None,
        "replica": move.replica or None,
        "at": instants.as_exact_text(move.at),
        "rows": move.amount.rows,
        "snapshots": move.amount.snapshots,
    }
