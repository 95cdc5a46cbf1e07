"""What operations on templates share: the request, finding one, the template object."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.catalog import errors
from cs_simulator.domain import instants
from cs_simulator.domain.records import Template
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world_lookup import WorldLookup
from cs_simulator.operations._operation import Call
from cs_simulator.operations._strict_bodies import body_of, parsed
from cs_simulator.validation import field_rules
from cs_simulator.validation.field_types import Text
from cs_simulator.validation.request_records import RecordRule

# The type that the console of the Swarm era listed.
COMPOSE = "compose"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRequest:
    """The body of CreateTemplate and UpdateTemplate."""

    RULES: ClassVar[tuple[RecordRule, ...]] = ()

    name: Annotated[str, Text(), field_rules.MaxLength(64)]
    template: Annotated[str, Text()]
    description: Annotated[str, Text()] = ""
    tags: Annotated[str, Text()] = ""
    template_type: Annotated[str, Text(), field_rules.MaxLength(64)] = COMPOSE


def template_request(call: Call, unit: Unit) -> TemplateRequest:
    """The body as a record; raises the first problem."""
    return parsed(call, TemplateRequest, body_of(call), WorldLookup(unit, ""))


def existing_template(call: Call, unit: Unit) -> Template:
    """The template that the path names; raises ``ErrorTemplateNotFound``."""
    template = unit.world.templates.get(call.parameters["template_id"])
    if template is None:
        raise errors.TEMPLATE_NOT_FOUND(template_id=call.parameters["template_id"])
    return template


def template_object(unit: Unit, template: Template) -> dict[str, object]:
    """The template as answers show it."""
    china = unit.world.options.china_times
    return {
        "acl": "private",
        "created": instants.as_text(template.created, china=china),
        "description": template.description,
        "id": template.template_id,
        "name": template.name,
        "tags": template.tags,
        "template": template.template,
        "template_type": template.template_type,
        "template_with_hist_id": template.template_id,
        "updated": instants.as_text(template.updated, china=china),
    }
