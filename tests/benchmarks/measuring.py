"""Measuring scenes: the bare server and all installations take turns, so that none is favoured.

The order is reversed in every other turn. A ratio is that of two measurements of the same turn.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.benchmarks.figure import CannotRunError, Effort, Figure, Sample, Scene
from tests.benchmarks.installation import Installation
from tests.benchmarks.spread import Spread, spread

Say = Callable[[str], None]
Cell = str
"""What the table shows of a figure for one installation."""
NOT_RUN = "cannot be run"


@dataclass
class Turns:
    """The samples of a scene, one for each turn."""

    bare: list[Sample] = field(default_factory=list)
    by_label: dict[str, list[Sample]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    """Why an installation could not be measured, by its label."""


@dataclass(frozen=True)
class Row:
    """A row of the table: the spread of a figure for each installation that has one."""

    figure: Figure
    values: Mapping[str, Spread]
    cells: Mapping[str, Cell]


def measure(
    scene: Scene, installations: Sequence[Installation], effort: Effort, say: Say
) -> list[Row]:
    """Measure a scene as often as it asks, and say what could not be measured."""
    turns = Turns(by_label={each.label: [] for each in installations})
    for turn in range(scene.times(effort.repeat)):
        steps = [_bare_step(scene, installations[0], effort, turns)] if scene.bare else []
        steps += [_step(scene, each, effort, turns) for each in installations]
        for step in reversed(steps) if turn % 2 else steps:
            step()
    for label, reason in turns.refused.items():
        say(f"{label} {NOT_RUN}: {scene.name}: {reason}")
    return list(_rows(scene.figures, turns))


def _bare_step(
    scene: Scene, installation: Installation, effort: Effort, turns: Turns
) -> Callable[[], None]:
    def step() -> None:
        assert scene.bare is not None
        turns.bare.append(scene.bare(installation, effort))

    return step


def _step(
    scene: Scene, installation: Installation, effort: Effort, turns: Turns
) -> Callable[[], None]:
    def step() -> None:
        label = installation.label
        if label not in turns.refused:
            try:
                turns.by_label[label].append(scene.measure(installation, effort))
            except CannotRunError as problem:
                turns.refused[label] = str(problem)

    return step


def _rows(figures: Iterable[Figure], turns: Turns) -> Iterable[Row]:
    for figure in figures:
        values, cells = {}, {}
        for label, samples in turns.by_label.items():
            if label in turns.refused or figure.key not in samples[0]:
                cells[label] = NOT_RUN
            else:
                values[label] = _value(figure, samples, turns.bare)
                cells[label] = _cell(figure, values[label], samples, turns.bare)
        yield Row(figure, values, cells)


def _value(figure: Figure, samples: list[Sample], bare: list[Sample]) -> Spread:
    ours = [sample[figure.key] for sample in samples]
    if not figure.is_ratio:
        return spread(ours)
    theirs = [sample[figure.key] for sample in bare]
    return spread([one / other for one, other in zip(ours, theirs, strict=True)])


def _cell(figure: Figure, value: Spread, samples: list[Sample], bare: list[Sample]) -> Cell:
    def middle(of: list[Sample], key: str) -> str:
        return f"{spread([each[key] for each in of]).median:,.{figure.digits}f} {figure.unit}"

    beside = [f"{name} {middle(bare, key)}" for name, key in (figure.beside or {}).items()]
    if figure.verdict:
        beside.append(figure.verdict[not figure.is_met(value.median)])
    if not figure.is_ratio:
        return ", ".join([value.text(figure.unit, figure.digits), *beside])
    both = [middle(samples, figure.key), f"bare {middle(bare, figure.key)}"]
    return ", ".join([value.text("×", 2), *both, *beside])
