"""The JSON Schema of scenario files, and of the parameters of each kind of fault."""

from typing import Any

import orjson

from cs_simulator.scenarios.faults import all_kinds
from cs_simulator.scenarios.file.json_schema import SchemaMaker
from cs_simulator.scenarios.file.known_names import known_names
from cs_simulator.scenarios.scenario import Scenario
from cs_simulator.scenarios.vocabulary import Vocabulary

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def as_text(vocabulary: Vocabulary) -> str:
    """The schema of scenario files, as it is published."""
    whole = orjson.dumps(of_files(vocabulary), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
    return whole.decode() + "\n"


def of_files(vocabulary: Vocabulary) -> dict[str, Any]:
    """The schema of scenario files."""
    maker = SchemaMaker(known_names(vocabulary))
    schema = maker.of_class(Scenario)
    title = "A scenario of cs-simulator"
    return {"$schema": DIALECT, **schema, "title": title, "$defs": maker.definitions}


def of_kinds(vocabulary: Vocabulary) -> dict[str, Any]:
    """The schemas of the parameters by kind of fault."""
    names = known_names(vocabulary)
    found = {}
    for name, kind in all_kinds().items():
        maker = SchemaMaker(names)
        schema = maker.of_class(kind)
        found[name] = schema | ({"$defs": maker.definitions} if maker.definitions else {})
    return found
