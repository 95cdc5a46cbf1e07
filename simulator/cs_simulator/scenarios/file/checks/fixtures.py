"""Fixtures: places that do not exist, ids given twice or nowhere; and who refers to them.

Whether they fit into a world, :mod:`cs_simulator.engine.fixtures` decides when they are put there.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from cs_simulator.catalog import regions, service_roles
from cs_simulator.domain import network
from cs_simulator.domain.quotas import Quotas, checked
from cs_simulator.scenarios.file.checks.names import PLACES, Found
from cs_simulator.scenarios.file.explanations import Path
from cs_simulator.scenarios.file.problems import BAD_VALUE, UNKNOWN_FIELD, UNKNOWN_NAME
from cs_simulator.scenarios.fixtures import Fixtures, VpcFixture
from cs_simulator.scenarios.rules.conditions import ABSENT
from cs_simulator.scenarios.scenario import Scenario
from cs_simulator.scenarios.script import calls_of
from cs_simulator.scenarios.suggestions import instead, nearest, short

QUOTAS = [quota.name for quota in fields(Quotas)]
_LISTS = {
    "vpcs": "vpc_id",
    "rds_instances": "db_instance_id",
    "instances": "instance_id",
    "images": "image_id",
}
_PLACED = (
    ("vpcs", "region_id"), ("rds_instances", "region_id"), ("images", "region_id"),
    ("instances", "instance_type"), ("stock", "instance_type"), ("stock", "zone_id"),
)  # fmt: skip
_REFERENCES = ("vpc_id", "vswitch_id", "rds_instances", "ecs_image_id", "instances")
"""The fields of requests that have ids of fixtures."""


def ids_of(fixtures: Fixtures) -> frozenset[str]:
    """The ids of everything that the fixtures make."""
    found = [getattr(item, key) for name, key in _LISTS.items() for item in getattr(fixtures, name)]
    switches = (switch.vswitch_id for vpc in fixtures.vpcs for switch in vpc.vswitches)
    return frozenset([*found, *switches])


def of_fixtures(fixtures: Fixtures, default_ids: Collection[str]) -> Iterator[Found]:
    """Everything that is wrong with fixtures by themselves."""
    root: Path = ("fixtures",)
    yield from _of_quotas((*root, "quotas"), fixtures.quotas)
    yield from _of_roles((*root, "missing_roles"), fixtures.missing_roles)
    yield from _of_roles((*root, "granted_roles"), fixtures.granted_roles)
    for name, key in _PLACED:
        for index, item in enumerate(getattr(fixtures, name)):
            yield from _of_place((*root, name, index), key, getattr(item, key))
    for index, vpc in enumerate(fixtures.vpcs):
        yield from _of_vpc((*root, "vpcs", index), vpc)
    yield from _of_ids(root, fixtures, default_ids)


def _of_roles(path: Path, names: Sequence[str]) -> Iterator[Found]:
    for index, name in enumerate(names):
        if name not in service_roles.MISSING:
            hint = instead(name, list(service_roles.MISSING))
            yield Found((*path, index), UNKNOWN_NAME, f"there is no role {short(name)}{hint}")


def _of_quotas(path: Path, quotas: Mapping[str, int]) -> Iterator[Found]:
    for name, amount in quotas.items():
        if name not in QUOTAS:
            message = f"there is no quota {short(name)}{instead(name, QUOTAS)}"
            yield Found((*path, name), UNKNOWN_NAME, message)
            continue
        try:
            checked(name, amount)
        except ValueError as problem:
            yield Found((*path, name), BAD_VALUE, str(problem))


def _of_place(path: Path, name: str, value: str) -> Iterator[Found]:
    known = PLACES[name]()
    if value not in known:
        message = f"there is no {name} {short(value)}{instead(value, known)}"
        yield Found((*path, name), UNKNOWN_NAME, message)


def _of_vpc(path: Path, vpc: VpcFixture) -> Iterator[Found]:
    yield from _of_text((*path, "cidr"), vpc.cidr, network.block)
    region = regions.find(vpc.region_id)
    for index, switch in enumerate(vpc.vswitches):
        where = (*path, "vswitches", index)
        yield from _of_text((*where, "cidr"), switch.cidr, network.block)
        if region and switch.zone_id not in region.every_zone:
            message = f"{vpc.region_id} has no zone {short(switch.zone_id)}"
            hint = instead(switch.zone_id, region.every_zone)
            yield Found((*where, "zone_id"), UNKNOWN_NAME, message + hint)


def _of_text(path: Path, text: str, read: Callable[[str], object]) -> Iterator[Found]:
    try:
        read(text)
    except ValueError as problem:
        yield Found(path, BAD_VALUE, str(problem))


def _of_ids(root: Path, fixtures: Fixtures, default_ids: Collection[str]) -> Iterator[Found]:
    """Ids that are given twice, and vSwitches that instances name and nothing has."""
    for name, key in _LISTS.items():
        seen: set[str] = set()
        for index, item in enumerate(getattr(fixtures, name)):
            id_ = getattr(item, key)
            if id_ in seen:
                message = f"the id {id_!r} is given twice; write another one"
                yield Found((*root, name, index, key), BAD_VALUE, message)
            seen.add(id_)
    known = {switch.vswitch_id for vpc in fixtures.vpcs for switch in vpc.vswitches}
    known.update(id_ for id_ in default_ids if id_.startswith("vsw-"))
    for index, instance in enumerate(fixtures.instances):
        if instance.vswitch_id not in known:
            message = f"there is no vSwitch {short(instance.vswitch_id)}"
            hint = instead(instance.vswitch_id, sorted(known))
            yield Found((*root, "instances", index, "vswitch_id"), UNKNOWN_FIELD, message + hint)


def of_references(scenario: Scenario, ids: Collection[str]) -> Iterator[Found]:
    """Ids in rules and scripts that are almost those of the file's own fixtures."""
    if not ids:
        return
    for index, rule in enumerate(scenario.rules):
        for key, operators in rule.when.body.items():
            if operators.eq is not ABSENT:
                path = ("rules", index, "when", "body", key)
                yield from _of_reference(path, key.partition("[")[0], operators.eq, ids)
    for found in calls_of(scenario.script):
        for key, value in (found.keys.body or {}).items():
            yield from _of_reference((*found.path, "body", key), key, value, ids)


def _of_reference(path: Path, key: str, value: Any, ids: Collection[str]) -> Iterator[Found]:
    if key not in _REFERENCES:
        return
    for id_ in value if isinstance(value, list) else [value]:
        if isinstance(id_, str) and id_ not in ids and (close := nearest(id_, ids)):
            message = f"{short(id_)} is no fixture of this file (did you mean {close!r}?)"
            yield Found(path, UNKNOWN_FIELD, message)
