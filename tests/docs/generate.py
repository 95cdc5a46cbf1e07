"""Write every generated region of every README and its pictures, or check that none is stale.

The indexes of operations and of routes, by which they are found before they are loaded, are written
too; tests of their own check them.

``python -m tests.docs.generate`` writes them; with ``--check`` it only names those that differ.
A region begins with ``<!-- generated: NAME -->``; NAME is a key of :data:`REGIONS`. The table of
the benchmark is measured, not generated: ``python -m tests.benchmarks --write``.
"""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import fields

import click
from click.testing import CliRunner

from tests.docs import pages, pictures
from tests.docs.control_plane import routes, shapes
from tests.docs.explored import explored
from tests.docs.kubernetes_kinds import kubernetes_kinds
from tests.docs.scenario_format import (
    fault_parameters,
    faults,
    habits,
    invariants,
    library,
    shipped_chart,
    stages,
)
from tests.docs.scenario_keys import KEYS
from tests.docs.tables import code, sentence, table
from tests.operations import index as operations_index
from tests.server.control import index as routes_index


def _printed(*arguments: str) -> str:
    """What a command prints."""
    from cs_simulator.cli.main import main

    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def _reference(name: str) -> Callable[[], str]:
    return lambda: _printed("reference", name, "--markdown")


def commands() -> str:
    """Every command with its subcommands, and what each does."""
    return table(("command", "what it does"), _commands())


def _commands() -> Iterator[tuple[str, str]]:
    from cs_simulator.cli.main import main

    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        if isinstance(command, click.Group):
            for verb in command.list_commands(context):
                one = command.get_command(context, verb)
                assert one is not None
                yield code(f"{name} {verb}"), _one_line(one)
        else:
            assert command is not None
            yield code(name), _one_line(command)


def _one_line(command: click.Command) -> str:
    return sentence((command.help or "").replace("\b", ""))


def settings() -> str:
    """Every setting: its option, its default, what it does."""
    from cs_simulator.runtime.settings import Settings

    rows = []
    for field in fields(Settings):
        choices = " ".join(code(choice) for choice in field.metadata["choices"])
        text = field.metadata["help"] + (f" One of {choices}." if choices else "")
        rows.append((code("--" + field.name.replace("_", "-")), _default(field.default), text))
    return table(("option", "default", "what it does"), rows)


def _default(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return "" if value in ("", ()) else code(str(value))


def quotas() -> str:
    """Every quota with its default."""
    from cs_simulator.domain.quotas import Quotas
    from cs_simulator.scenarios.file.field_docs import meanings

    docs = meanings(Quotas)
    rows = [
        (code(field.name), f"{field.default:,}", sentence(docs.get(field.name)))
        for field in fields(Quotas)
    ]
    return table(("quota", "default", "note"), rows)


def record_tables() -> str:
    """Every table of records: what a row is, whether it is in memory, which reset leaves it."""
    from cs_simulator.domain.records.tables import RESOURCES, TABLES

    rows = [
        (
            code(one.name),
            "resource" if one in RESOURCES else "entry",
            sentence(one.record.__doc__),
            code(f"keep: [{one.reset_keeps}]") if one.reset_keeps else "",
        )
        for one in TABLES
    ]
    return table(("table", "kind", "a row is", "left by a reset with"), rows)


def errors() -> str:
    """Every error that Swarm clusters and the gateway answer with, in the catalogue's order."""
    from cs_simulator.catalog.errors import all_rows

    rows = [
        (code(row.code), str(row.status), row.dialect, row.message) for row in all_rows().values()
    ]
    return table(("code", "status", "answered by", "message"), rows)


def ack_errors() -> str:
    """Every error of Kubernetes clusters alone, and which of them are for scenarios only."""
    from cs_simulator.catalog.ack_errors import all_rows

    rows = [
        (
            code(row.code),
            str(row.status),
            "for scenarios only" if row.only_in_scenarios else "by itself",
            row.message,
        )
        for row in all_rows().values()
    ]
    return table(("code", "status", "answered", "message"), rows)


def modelled() -> str:
    """The operations that are simulated, as the command prints them."""
    printed = _printed("reference", "operations", "--markdown")
    for column in (" modelled |", " yes |"):
        printed = printed.replace(column, "")
    lines = printed.replace("|---" * 5, "|---" * 4).splitlines()
    return "\n".join(line for line in lines if " | refused: " not in line)


def refused() -> str:
    """The operations that are not modelled, by the reason."""
    from cs_simulator.operations import reference

    by_reason: dict[str, list[str]] = {}
    for row in reference():
        if not row.is_modelled:
            by_reason.setdefault(row.reason, []).append(row.name)
    rows = [(why, ", ".join(sorted(set(names)))) for why, names in sorted(by_reason.items())]
    return table(("refused because", "operations"), rows)


def findings() -> str:
    """What diagnoses, inspections and checks of Kubernetes clusters look at."""
    from cs_simulator.cluster_types.ack.health.items import ITEMS

    rows = [
        (code(item.name), item.target, code(item.level), item.description)
        for item in ITEMS.values()
    ]
    return table(("item", "about", "level", "what must be so"), rows)


REGIONS: dict[str, Callable[[], str]] = {
    "ack-errors": ack_errors,
    "assumptions": _reference("assumptions"),
    "chart": shipped_chart,
    "commands": commands,
    "errors": errors,
    "fault-parameters": fault_parameters,
    "explored": explored,
    "faults": faults,
    "findings": findings,
    "invariants": invariants,
    "library": library,
    "habits": habits,
    "kubernetes-kinds": kubernetes_kinds,
    "operations": modelled,
    "quotas": quotas,
    "record-tables": record_tables,
    "refused": refused,
    "routes": routes,
    "settings": settings,
    "shapes": shapes,
    "stages": stages,
    **KEYS,
}


def stale() -> list[str]:
    """The regions that are not what is generated today, as ``README: name``."""
    made = {name: make().rstrip() + "\n" for name, make in REGIONS.items()}
    regions = [
        f"{region.page}: {region.name}"
        for region in pages.REGIONS
        if region.kind == "generated" and region.text != made.get(region.name)
    ]
    return regions + [path.name for path in pictures.stale()]


def main() -> None:
    """Write or check; a stale region ends a check with status 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.docs.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, name what is stale")
    parser.add_argument("--screenshots", action="store_true", help="also of the console, anew")
    chosen = parser.parse_args()
    if chosen.check:
        found = stale()
        if found:
            raise SystemExit(f"stale: {', '.join(found)}; run python -m tests.docs.generate")
        return
    for index in (operations_index, routes_index):
        index.write()
    for name, make in REGIONS.items():
        for readme in pages.write(name, make()):
            print(f"wrote {name} in {readme}")
    for picture in pictures.write():
        print(f"wrote {picture}")
    if chosen.screenshots:
        from tests.docs import screenshots  # the only one that needs a browser

        print(f"took {' and '.join(screenshots.take())}")


if __name__ == "__main__":
    main()
