"""How often the objects of clusters' own APIs have changed, for those who read them again."""

from cs_simulator.domain.records import KubernetesObject


class ChangeCounts:
    """How often the objects of a kind in a cluster have changed, by their place.

    A change that is undone counts, too: who compares the counts looks again in vain, no more.
    """

    __slots__ = ("counts",)

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def change(self, old: KubernetesObject | None, new: KubernetesObject | None) -> None:
        """Count one more change."""
        changed = new or old
        if changed is not None:
            self.counts[changed.place] = self.counts.get(changed.place, 0) + 1

    def __getitem__(self, place: str) -> int:
        return self.counts.get(place, 0)
