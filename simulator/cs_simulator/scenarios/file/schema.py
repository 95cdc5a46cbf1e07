"""The JSON Schema of scenario files, and of the parameters of each kind of fault."""

from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Any

import orjson
from pydantic.json_schema import GenerateJsonSchema

from cs_simulator.scenarios.declaration import given
from cs_simulator.scenarios.faults import all_kinds
from cs_simulator.scenarios.file.model import model_of
from cs_simulator.scenarios.scenario import Scenario

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Generator(GenerateJsonSchema):
    ignored_warning_kinds = {"skipped-choice", "non-serializable-default"}  # noqa: RUF012

    def encode_default(self, dft: Any) -> Any:
        """Defaults as files write them."""
        return super().encode_default(given(dft) if is_dataclass(dft) else dft)


def as_text() -> str:
    """The schema of scenario files, as it is published."""
    schema = model_of(Scenario).model_json_schema(by_alias=True, schema_generator=_Generator)
    whole = {"$schema": DIALECT, **schema, "title": "A scenario of cs-simulator"}
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS).decode() + "\n"


def of_kinds() -> dict[str, Any]:
    """The schemas of the parameters by kind of fault."""
    kinds: Mapping[str, Any] = all_kinds()
    return {
        name: model_of(kind).model_json_schema(schema_generator=_Generator)
        for name, kind in kinds.items()
    }
