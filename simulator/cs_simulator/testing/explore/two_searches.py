"""A search of Hypothesis in two: one that makes scenarios up, and one that shrinks what it found.

Hypothesis tries nothing twice. A scenario that is left out while others are made up would so never
be tried as a smaller one of what was found. The second search knows nothing of what was left out.
"""

from collections.abc import Iterable

from hypothesis import Phase, settings
from hypothesis.database import ExampleDatabase


def making_up_and_shrinking(chosen: settings) -> tuple[settings, settings]:
    """The settings of the two searches, which have to be of the same function."""
    handed = _Handed()
    made_up = [each for each in chosen.phases if each not in (Phase.reuse, Phase.shrink)]
    return (
        settings(chosen, database=handed, phases=made_up),
        settings(chosen, database=handed, phases=[Phase.reuse, Phase.shrink]),
    )


class _Handed(ExampleDatabase):
    """Hands over what the first search has found.

    What Hypothesis keeps under the key of a test itself it takes for as small as it can be, and
    under the keys that begin with it, for what may become smaller. So it is handed over there.
    """

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[bytes, set[bytes]] = {}

    def save(self, key: bytes, value: bytes) -> None:
        """Keep a find."""
        self._kept.setdefault(key, set()).add(value)

    def fetch(self, key: bytes) -> Iterable[bytes]:
        """What may become smaller."""
        first = min(self._kept, key=len, default=key)
        return tuple(sorted(self._kept[first])) if first != key else ()

    def delete(self, key: bytes, value: bytes) -> None:
        """Keep it nevertheless: it serves one search only."""
