"""Templates: made, listed, described, changed, deleted."""

from tests.sdk.typed import there as given
from tests.sdk.typed.bodies import part_of
from tests.sdk.typed.rows._row import row

TEMPLATE = {
    "name": "web",
    "template": "apiVersion: v1\nkind: Pod\n",
    "description": "a pod",
    "tags": "shop",
    "template_type": "kubernetes",
}


def _a_template(there):
    there.ids |= there.ask("CreateTemplate", request=TEMPLATE).raw


def _template(there):
    [found] = there.ask("DescribeTemplateAttribute", "template_id", request={}).raw
    return found


@row("CreateTemplate", given.nothing, request=TEMPLATE)
def _creates_a_template(there, answer):
    there.ids |= answer
    assert part_of(TEMPLATE, _template(there)) == []


@row(
    "DescribeTemplateAttribute", _a_template, "template_id",
    request={"template_type": "kubernetes"},
)  # fmt: skip
def _describes_a_template(there, answer):
    [found] = answer
    assert found["id"] == there.ids["template_id"]
    assert part_of(TEMPLATE, found) == []


@row(
    "DescribeTemplates", _a_template,
    request={"template_type": "kubernetes", "page_num": 1, "page_size": 5},
)  # fmt: skip
def _lists_templates(there, answer):
    assert [each["id"] for each in answer["templates"]] == [there.ids["template_id"]]
    assert answer["page_info"] == {"page_number": 1, "page_size": 5, "total_count": 1}
    others = there.ask("DescribeTemplates", request={"template_type": "compose"}).raw
    assert others["templates"] == []


@row("UpdateTemplate", _a_template, "template_id", request={**TEMPLATE, "name": "renamed"})
def _changes_a_template(there, answer):
    assert part_of({**TEMPLATE, "name": "renamed"}, _template(there)) == []


@row("DeleteTemplate", _a_template, "template_id")
def _deletes_a_template(there, answer):
    assert there.ask("DescribeTemplates", request={}).raw["templates"] == []
    refused = there.refusal("DescribeTemplateAttribute", "template_id", request={})
    assert refused.status == 404
