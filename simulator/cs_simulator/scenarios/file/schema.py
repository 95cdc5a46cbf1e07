"""The JSON Schema of scenario files."""

import orjson

from cs_simulator.scenarios.file.model import Scenario

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def as_text() -> str:
    """The schema, as it is published."""
    made = Scenario.model_json_schema(by_alias=True)
    whole = {"$schema": DIALECT, **made, "title": "A scenario of cs-simulator"}
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS).decode() + "\n"
