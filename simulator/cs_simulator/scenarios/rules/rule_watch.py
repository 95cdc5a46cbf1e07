"""Which rules were considered during a run, and why those that were never matched."""

from collections import Counter


class RuleWatch:
    """Notes every rule that is evaluated on a call or a step."""

    def __init__(self) -> None:
        self._considered: Counter[str] = Counter()
        self._unmet: dict[str, str] = {}

    def saw(self, rule: str, unmet: str) -> None:
        """Note that a rule was evaluated; *unmet* is its first condition that was not met."""
        self._considered[rule] += 1
        if unmet:
            self._unmet[rule] = unmet

    def times(self, rule: str) -> int:
        """How often the rule was evaluated."""
        return self._considered[rule]

    def unmet(self, rule: str) -> str:
        """The condition that was not met last; empty if none failed."""
        return self._unmet.get(rule, "")
