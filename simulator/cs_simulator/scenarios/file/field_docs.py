"""What each field of the scenario language means: the docstrings of the declared attributes.

The JSON Schema shows them in editors, and the READMEs have them in tables.
"""

from dataclasses import fields
from typing import Any

from cs_simulator.domain.docstrings import attribute_docstrings

COMMON = {
    "code": "The error code.",
    "message": "The text of the error; by default that of the code.",
    "status": "The HTTP status; by default that of the code.",
}
"""What a parameter of this name means wherever a kind of fault says nothing of its own."""


def meanings(declared: Any) -> dict[str, str]:
    """What each field of a declared class means, in plain text on one line, by its name."""
    docs = attribute_docstrings(declared)
    return {
        field.name: plain(docs[field.name]) if field.name in docs else COMMON.get(field.name, "")
        for field in fields(declared)
    }


def plain(docstring: str) -> str:
    """The first paragraph of a docstring on one line, with single backquotes."""
    return " ".join(docstring.partition("\n\n")[0].split()).replace("``", "`")
