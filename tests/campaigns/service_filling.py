"""Putting what exists into the calls that the campaign ``service_calls`` makes up."""

import random
from collections.abc import Mapping
from typing import Any

from tests.campaigns.service_world import MEANINGS, Service

KNOWN = 0.8  # share of the values with a telling name that are ones that exist
SPARSE = 0.7  # share of the bodies that keep only some of their fields
ADDED = 0.5  # share of the telling names that are added, where they are not given


class Filling:
    """Puts values that exist into made-up calls."""

    def __init__(self, service: Service, chance: random.Random) -> None:
        self.service = service
        self.chance = chance
        self.known: Mapping[str, list[Any]] = {}

    def fill(self, case: Any, *, sparse: bool) -> None:
        """Change a call, which is then about one cluster.

        With *sparse* its body loses some of the fields that it may go without, and query and body
        get others whose names are telling.
        """
        self.known = {**self.service.account, **self.chance.choice(self.service.clusters)}
        case.path_parameters = self._filled(case.path_parameters or {})
        query = dict(case.query or {})
        if sparse:
            query |= self._added(_query_keys(case), query)
        case.query = self._filled(query)
        if sparse and isinstance(case.body, dict):
            case.body = self._thinned(case.body, _required(case))
            case.body |= self._added(_body_keys(case), case.body)
        if isinstance(case.body, dict | list):
            case.body = self._filled(case.body)

    def _thinned(self, body: dict[str, Any], required: set[str]) -> dict[str, Any]:
        if self.chance.random() > SPARSE:
            return body
        kept = set(self.chance.sample(sorted(body), min(len(body), self.chance.randrange(5))))
        return {name: value for name, value in body.items() if name in kept | required}

    def _added(self, schemas: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
        """Values for some telling names that are not given."""
        return {
            name: "" if schema.get("type") == "string" else []
            for name, schema in schemas.items()
            if name not in given
            and schema.get("type") in ("string", "array")
            and self._values(name)
            and self.chance.random() < ADDED
        }

    def _values(self, name: str) -> list[Any]:
        return self.known.get(MEANINGS.get(name, name), [])

    def _filled(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._filled(item) for item in value]
        if not isinstance(value, dict):
            return value
        return {name: self._value(str(name), inner) for name, inner in value.items()}

    def _value(self, name: str, value: Any) -> Any:
        found = self._values(name)
        if found and self.chance.random() < KNOWN:
            if isinstance(value, str):
                return self.chance.choice(found)
            if isinstance(value, list) and all(isinstance(item, str) for item in value):
                return self.chance.sample(found, self.chance.randint(1, len(found)))
        return self._filled(value)


def _forms(case: Any) -> list[dict[str, Any]]:
    """The schemas of the forms that the body may have."""
    body = case.operation.definition.raw.get("requestBody", {})
    schema = body.get("content", {}).get("application/json", {}).get("schema", {})
    return schema.get("anyOf", [schema])


def _required(case: Any) -> set[str]:
    return {name for form in _forms(case) for name in form.get("required", [])}


def _body_keys(case: Any) -> dict[str, Any]:
    return {name: key for form in _forms(case) for name, key in form.get("properties", {}).items()}


def _query_keys(case: Any) -> dict[str, Any]:
    keys = case.operation.definition.raw["parameters"]
    return {key["name"]: key["schema"] for key in keys if key["in"] == "query" and "schema" in key}
