"""What the editor decides without the page: places in YAML, proposals, colours, texts it writes."""

import pytest
from cs_simulator.runtime.files import scenario_library
from cs_simulator.scenarios.file import document

HEAD = "kind: Scenario\nmetadata:\n  name: x\n"


@pytest.fixture
def run(open_page, simulator):
    """Run JavaScript with a module of the editor and ``given``; returns what it returns."""
    page = open_page(f"{simulator.url}/_simulator/ui/icon.svg")
    page.watch.expect("status of 404")  # a browser looks for a picture's icon, too

    def run_with(name, script, given):
        imported = f"const module = await import('/_simulator/ui/editor/{name}.js');"
        return page.evaluate(f"async (given) => {{ {imported} {script} }}", given)

    return run_with


# What is before the cursor, what follows it, and its place: kind, path, what is typed.
PLACES = [
    ("", "", ["key", "", ""]),
    ("ap", "", ["key", "", "ap"]),
    (f"{HEAD}rules:\n  ", "", ["key", "rules", ""]),
    (f"{HEAD}rules:\n  - i", "d", ["key", "rules/0", "i"]),
    (f"{HEAD}rules:\n- id: a\n- id: b\n  th", "", ["key", "rules/1", "th"]),
    (f"{HEAD}rules:\n  - id: a\n    then: lo", "", ["value", "rules/0/then", "lo"]),
    (f"{HEAD}rules:\n  - id: a\n    then:\n      ", "", ["key", "rules/0/then", ""]),
    (f"{HEAD}rules:\n  - when: {{oper", "}", ["key", "rules/0/when", "oper"]),
    (f"{HEAD}rules:\n  - when: {{task: [a, ", "]}", ["value", "rules/0/when/task/1", ""]),
    (f"{HEAD}rules:\n  - {{id: a,\n     then: {{fail: {{c", "}", ["key", "rules/0/then/fail", "c"]),
    (f'{HEAD}  "quoted: key": ', "", ["value", "metadata/quoted: key", ""]),
    (f"{HEAD}# then: ", "", None),
    (f"{HEAD}  description: >-\n    then: ", "", None),
    (f"{HEAD}  description: >-\n    text\n  ta", "", ["key", "metadata", "ta"]),
    (f'{HEAD}  description: "a # b", ', "", ["value", "metadata/description", '"a # b", ']),
]  # fmt: skip


def test_the_place_of_the_cursor_is_known_in_half_written_texts(run):
    found = run(
        "yaml_place",
        """
        return given.map(([before, after]) => {
          const place = module.placeAt(before + after, before.length);
          return place && [place.kind, place.path.join("/"), place.prefix];
        });
        """,
        [[before, after] for before, after, _ in PLACES],
    )
    for (before, after, place), one in zip(PLACES, found, strict=True):
        assert one == place, f"{before}|{after}"


def test_the_keys_that_are_there_already_are_known_with_their_values(run):
    texts = [
        (f"{HEAD}timeline:\n  - at: +1m\n    ", "\n    do: lose_node # for now\n"),
        (f"{HEAD}timeline:\n  - {{at: +1m, ", ", do: lose_node}\n"),
    ]
    found = run(
        "yaml_place",
        "return given.map(([a, b]) => module.placeAt(a + b, a.length).siblings);",
        texts,
    )
    assert found == [{"at": "+1m", "do": "lose_node"}] * 2


def test_the_schema_says_what_a_place_may_have(run):
    script = """
        const { placeAt } = await import("/_simulator/ui/editor/yaml_place.js");
        const schema = JSON.parse(given.schema);
        const found = (text) => module.proposals(schema, placeAt(text, text.length));
        return given.texts.map((text) => found(text).map((one) => one.insert));
    """
    published = scenario_library.shipped()[0].parent / "schema.json"
    texts = [
        f"{HEAD}rules:\n  ",
        f"{HEAD}timeline:\n  - at: +1m\n    do: recover_zone\n    ",
        f"{HEAD}rules:\n  - id: a\n    phase: re",
        f"{HEAD}rules:\n  - id: a\n    wh",
        f"{HEAD}se",
        f"{HEAD}nothing:\n  fits: ",
    ]
    items, action, phases, when, seed, none = run(
        "proposals", script, {"texts": texts, "schema": published.read_text()}
    )
    assert items[:2] == ["- id: ", "- then: "]
    assert action == ["zone_id: "]
    assert phases[:2] == ["reply", "read"]
    assert when[0] == "when: "
    assert seed[0] == "seed: "
    assert none == []


def test_a_line_is_coloured_without_losing_a_character(run):
    lines = [
        '  - {call: "GET /a", n: -12.5, is: true, at: +5m}  # why',
        "description: it's 5m, {not} a key: value",
        "\t- 'a: b': [1, ~, null]",
        "",
        "https://a.b/c#d",
    ]
    found = run("highlight", "return given.map((line) => module.piecesOf(line));", lines)
    assert ["".join(piece["text"] for piece in pieces) for pieces in found] == lines
    kinds = {piece["text"]: piece["kind"] for piece in found[0]}
    assert (kinds["call"], kinds['"GET /a"'], kinds["-12.5"]) == ("key", "text", "number")
    assert (kinds["true"], kinds["# why"]) == ("word", "comment")


def test_a_scenario_that_is_written_as_yaml_reads_as_it_was(run):
    paths = scenario_library.shipped()
    sources = [scenario_library.read(str(path)).source for path in paths]
    sources += [
        {"metadata": {"name": "- a", "description": "yes", "tags": []}, "seed": None},
        {"script": [{"call": "x" * 90, "body": {"a b": [{"c": "#"}], "1": "1", "": "\n"}}, 5, []]},
    ]
    written = run("write_yaml", "return given.map((one) => module.blockYaml(one));", sources)
    for text, source in zip(written, sources, strict=True):
        assert document.parse(text, "written").value == source
