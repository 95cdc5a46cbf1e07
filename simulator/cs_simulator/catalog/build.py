"""Making the catalogue's tables from its sources.

``python -m cs_simulator.catalog.build`` writes them; with ``--check`` it only reports stale ones.
The sources are YAML for people, the tables JSON for a fast start; both are committed. This module
is a development tool: nothing imports it at run time.

Longer than other modules because the function of each table is here.
"""

import argparse
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from cs_simulator.catalog._tables import columns
from cs_simulator.catalog.addons import KINDS, Addon
from cs_simulator.catalog.alert_rules import AlertRule
from cs_simulator.catalog.assumptions import Assumption
from cs_simulator.catalog.codes import ProviderError
from cs_simulator.catalog.disks import DiskCategory
from cs_simulator.catalog.images import Image
from cs_simulator.catalog.instance_types import InstanceType
from cs_simulator.catalog.known_operations import REASONS, KnownOperation
from cs_simulator.catalog.kubernetes_messages import KubernetesMessage
from cs_simulator.catalog.kubernetes_versions import KubernetesVersion
from cs_simulator.catalog.node_images import NodeImage
from cs_simulator.catalog.policies import Policy
from cs_simulator.catalog.regions import Region
from cs_simulator.catalog.shapes import NOTHING, OwnShape, SdkShape, schema_of
from cs_simulator.catalog.system_workloads import SystemWorkload
from cs_simulator.catalog.time_zones import TimeZone
from cs_simulator.catalog.vulnerabilities import Vulnerability

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

CATALOG = Path(__file__).parent


def tables(sources: Mapping[str, object]) -> Mapping[str, bytes]:
    """The contents of every table, from the parsed source of the same name.

    The same sources always make the same bytes. The comment at the top of a source has defaults.
    """
    return {name: _table(records(sources[name])) for name, records in _RECORDS.items()}


def _table(records: Iterable["DataclassInstance"]) -> bytes:
    """A JSON array of rows, one per line, so that a diff shows the rows that changed."""
    rows = (
        orjson.dumps([getattr(record, name) for name in columns(type(record))])
        for record in records
    )
    return b"[\n" + b",\n".join(rows) + b"\n]\n"


def _regions(source: Any) -> Iterator[Region]:
    for region_id, row in source.items():
        yield Region(
            region_id=region_id,
            city=row["city"],
            name=row["name"],
            chinese=row["chinese"],
            zones=tuple(row["zones"]),
            today=tuple(row.get("today", row["zones"])),
            id_infix=_without_mark(row.get("infix", "")),
            swarm=row["swarm"],
            mainland=row.get("mainland", False),
            open=not row.get("closed", False),
        )


def _instance_types(source: Any) -> Iterator[InstanceType]:
    for family, common in source.items():
        is_per_type = common["io_optimized"] == "per_type"
        for name, row in common["types"].items():
            yield InstanceType(
                instance_type=name,
                family=family,
                family_class=common["class"],
                vcpu=row["vcpu"],
                memory_gib=float(row["mem"]),
                era=common["era"],
                io_optimized=row["io"] if is_per_type else common["io_optimized"],
                retired=common.get("retired", False),
            )


def _disk_categories(source: Any) -> Iterator[DiskCategory]:
    for category, row in source.items():
        minimum, maximum = row["data"]
        yield DiskCategory(
            category=category,
            data_min_gib=minimum,
            data_max_gib=maximum,
            io_optimized=row["io_optimized"],
            swarm=row["swarm"],
            ack=row.get("ack", ""),
            retired=row.get("retired", False),
        )


def _images(source: Any) -> Iterator[Image]:
    for image_id, row in source.items():
        yield Image(
            image_id=image_id,
            os=row["os"],
            version=row["version"],
            bits=row.get("bits", 64),
            arch=row.get("arch", "x86_64"),
            size_gib=row["size"],
            kernel=_without_mark(row.get("kernel", "")),
            swarm_support=row["swarm"],
            era=row["era"],
        )


def _known_operations(source: Any) -> Iterator[KnownOperation]:
    for call, row in source.items():
        reason = row.get("reason", "")
        if reason and reason not in REASONS:
            raise ValueError(f"{call}: unknown reason {reason!r}")
        yield KnownOperation(
            call=call, name=row["name"], releases=tuple(row.get("releases", ())), reason=reason
        )


def _addons(source: Any) -> Iterator[Addon]:
    for name, row in source.items():
        yield Addon(
            name=name,
            category=row["category"],
            managed=row.get("managed", False),
            versions=tuple(
                (_without_mark(version), least)
                for version, least in row.get("versions", {}).items()
            ),
            kinds=tuple(row.get("kinds", KINDS)),
            fresh=tuple(row.get("fresh", ())),
            network=row.get("network", ""),
            required=row.get("required", False),
            aliases=tuple(row.get("aliases", ())),
            config=tuple(row.get("config", ())),
            architecture=tuple(row.get("only", ("amd64", "arm64"))),
            logging=row.get("logging", False),
        )


def _system_workloads(source: Any) -> Iterator[SystemWorkload]:
    for name, row in source.items():
        service = row.get("service", {})
        ports = [(port, *str(of).split("/")) for port, of in service.get("ports", {}).items()]
        yield SystemWorkload(
            name=name,
            kind=row["kind"],
            addons=tuple(row.get("addons", (name,))),
            replicas=row.get("replicas", 1),
            labels=_pairs(row["labels"]),
            containers=tuple(
                (container, *(_without_mark(each) for each in of))
                for container, of in row["containers"].items()
            ),
            priority=_without_mark(row.get("priority", "")),
            tolerates=row.get("tolerates", ""),
            host=row.get("host", False),
            nodes=_pairs(row.get("nodes", {})),
            service=service.get("name", ""),
            service_number=service.get("number", 0),
            ports=tuple((port, int(number), protocol) for port, number, protocol in ports),
            serves=row.get("serves", ""),
        )


def _pairs(source: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, _without_mark(value)) for name, value in source.items())


def _node_images(source: Any) -> Iterator[NodeImage]:
    for image_type, row in source.items():
        yield NodeImage(
            image_type=image_type,
            platform=row["platform"],
            name=row["name"],
            os_version=row["os_version"],
            os_type=row.get("os", "Linux"),
            architecture=row.get("architecture", "x86_64"),
            least=row.get("from", ""),
            most=row.get("until", ""),
            images=tuple(
                (_without_mark(image_id), _day(day)) for image_id, day in row["images"].items()
            ),
        )


def _kubernetes_messages(source: Any) -> Iterator[KubernetesMessage]:
    for group, messages in source.items():
        for name, fields in messages.items():
            lines = "; ".join(f"{field}: {line}" for field, line in fields.items())
            yield KubernetesMessage(name=f"{group}.{name}", fields=lines)


def _kubernetes_versions(source: Any) -> Iterator[KubernetesVersion]:
    days = {runtime: _day(day) for runtime, day in source["runtimes"].items()}
    for minor, row in source["minors"].items():
        runtimes = tuple(
            (name, _without_mark(number), days.get(f"{name} {_without_mark(number)}", ""))
            for name, numbers in row["runtimes"].items()
            for number in numbers
        )
        for key, is_edge in (("versions", False), ("edge", True)):
            for version, day in row.get(key, {}).items():
                yield KubernetesVersion(
                    version=version,
                    minor=minor,
                    offered=_day(day),
                    released=_day(row["released"]),
                    ends=_day(row["ends"]),
                    runtimes=runtimes,
                    edge=is_edge,
                )


def _day(written: object) -> str:
    """A day as ``2025-09-30``; YAML reads one without a mark as a date."""
    return _without_mark(str(written))


def _policies(source: Any) -> Iterator[Policy]:
    for category, rows in source.items():
        for name, row in rows.items():
            parameters = row.get("parameters", {})
            fields = [
                field for each, shape in parameters.items() for field in _fields_in(each, shape)
            ]
            yield Policy(
                name=name,
                category=category,
                severity=row["severity"],
                description=row["text"],
                resources=tuple(row["of"]),
                fields=tuple((path.replace("!", ""), kind) for path, kind in fields),
                needed=tuple(path.replace("!", "") for path, _ in fields if path[-1] == "!"),
                may_be_empty=row.get("empty", False),
                needs_parameters=bool(parameters) and not row.get("optional", False),
                short_name=row.get("called") or _in_kebab_case(name.removeprefix("ACK")),
            )


def _fields_in(path: str, shape: Any) -> Iterator[tuple[str, str]]:
    """The paths and types of a parameter and of everything within it."""
    if isinstance(shape, str):
        yield path, shape
    elif isinstance(shape, list):
        yield path, "array"
        yield from _fields_in(f"{path}[]", shape[0])
    else:
        yield path, "object"
        for name, inner in shape.items():
            yield from _fields_in(f"{path}.{name}", inner)


def _alert_rules(source: Any) -> Iterator[AlertRule]:
    for group, rows in source.items():
        for name, expression in rows.items():
            yield AlertRule(name=name, group=group, expression=expression)


def _in_kebab_case(name: str) -> str:
    """``PSPHostNamespace`` as ``psp-host-namespace``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", name).lower()


def _provider_errors(source: Any) -> Iterator[ProviderError]:
    for code, row in source.items():
        yield ProviderError(
            code=code, service=row["service"], status=row["status"], message=row["message"]
        )


def _assumptions(source: Any) -> Iterator[Assumption]:
    for number, row in source.items():
        yield Assumption(
            number=number,
            text=row["text"],
            operations=tuple(row["operations"]),
            cluster_type=row.get("cluster_type", ""),
        )


def _sdk_shapes(source: Any) -> Iterator[SdkShape]:
    for name, row in source.items():
        has_answer = row["answer"] != NOTHING
        yield SdkShape(
            name=name,
            query=_query(row),
            body=schema_of(row["body"], is_open=True) if "body" in row else {},
            answer=schema_of(row["answer"], is_open=False) if has_answer else {},
        )


def _own_shapes(source: Any) -> Iterator[OwnShape]:
    for name, row in source.items():
        yield OwnShape(
            name=name,
            query=_query(row),
            requires=tuple(row.get("requires", ())),
            also=schema_of(row["also"], is_open=False) if "also" in row else {},
            answer=schema_of(row["answer"], is_open=False) if "answer" in row else {},
        )


def _query(row: Any) -> dict[str, Any]:
    return {name: schema_of(tree, is_open=True) for name, tree in row.get("query", {}).items()}


def _time_zones(source: Any) -> Iterator[TimeZone]:
    for area, names in source.items():
        for name in names:
            yield TimeZone(name=f"{area}/{name}" if area else name)


def _vulnerabilities(source: Any) -> Iterator[Vulnerability]:
    for name, row in source.items():
        yield Vulnerability(
            name=name,
            alias=row["alias"],
            cves=tuple(row["cves"]),
            necessity=row["necessity"],
            needs_restart=row.get("reboot", False),
            packages=tuple(row["packages"]),
            image_types=tuple(row["types"]),
            fixed=str(row.get("fixed", "")),
        )


def _without_mark(text: str) -> str:
    """The text without the question mark that marks it as likely, not documented."""
    return text.removesuffix("?")


# The name of each source and table, with the function that makes records from the source.
_RECORDS: Mapping[str, Callable[[Any], Iterable["DataclassInstance"]]] = {
    "regions": _regions,
    "instance_types": _instance_types,
    "disk_categories": _disk_categories,
    "images": _images,
    "known_operations": _known_operations,
    "node_images": _node_images,
    "addons": _addons,
    "system_workloads": _system_workloads,
    "kubernetes_messages": _kubernetes_messages,
    "kubernetes_versions": _kubernetes_versions,
    "policies": _policies,
    "alert_rules": _alert_rules,
    "provider_errors": _provider_errors,
    "assumptions": _assumptions,
    "sdk_shapes": _sdk_shapes,
    "own_shapes": _own_shapes,
    "time_zones": _time_zones,
    "vulnerabilities": _vulnerabilities,
}


def read_sources(catalog: Path = CATALOG) -> Mapping[str, object]:
    """The parsed sources, by name; raises ``ValueError`` for a source that has a key twice."""
    return {name: _parsed(catalog / "sources" / f"{name}.yaml") for name in _RECORDS}


def _parsed(file: Path) -> object:
    import yaml

    # The parser in C, where PyYAML has it, takes a tenth of the time.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(file.read_bytes())
    root = loader.get_single_node()
    keys = [key.value for key, _ in root.value] if isinstance(root, yaml.MappingNode) else []
    if twice := sorted({key for key in keys if keys.count(key) > 1}):
        raise ValueError(f"{file.name}: twice: {', '.join(twice)}")  # the first would be lost
    return loader.construct_document(root)


def main(arguments: Sequence[str] | None = None, catalog: Path = CATALOG) -> None:
    """Write the tables, or with ``--check`` exit with status 1 and the names of stale ones."""
    parser = argparse.ArgumentParser(prog="python -m cs_simulator.catalog.build")
    parser.add_argument("--check", action="store_true", help="only fail if a table is stale")
    is_check = parser.parse_args(arguments).check

    made = {catalog / "tables" / f"{n}.json": t for n, t in tables(read_sources(catalog)).items()}
    stale = [path for path, table in made.items() if not _is_current(path, table)]

    if is_check and stale:
        names = ", ".join(path.name for path in stale)
        raise SystemExit(f"stale: {names}; run python -m cs_simulator.catalog.build")
    for path in stale:
        path.write_bytes(made[path])
        print(f"wrote {path.name}")


def _is_current(path: Path, table: bytes) -> bool:
    return path.is_file() and path.read_bytes() == table


if __name__ == "__main__":
    main()
