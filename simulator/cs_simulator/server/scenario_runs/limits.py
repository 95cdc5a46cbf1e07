"""How much a run of a scenario's script may take when the control plane is asked for it.

``cs-simulator scenario test`` runs without these bounds.
"""

SECONDS = 10.0
"""Real seconds of one run."""
STEPS = 20_000
"""Steps of tasks and actions that come due in one step of the script."""
ANSWER_BYTES = 8 * 1_048_576
"""Length of the JSON of a run."""
MEMORY_BYTES = 1_536 * 1_048_576
"""Address space of the process, where the system bounds that."""
SEEDS = 1_000
"""Seeds of one sweep."""
AT_ONCE = 2
"""Runs and sweeps that are under way at the same time."""
WAITING = 8
"""Runs and sweeps that wait for another one to end."""
IDLE_SECONDS = 60.0
"""Real seconds after which a process without work ends."""

INSTEAD = "cs-simulator scenario test runs it without this bound"
"""The advice where a run is refused that is too large."""
