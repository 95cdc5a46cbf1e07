"""There is no import cycle, also through imports inside functions and those for type checkers."""

import grimp
import pytest


@pytest.fixture(scope="module")
def imports():
    """What each module imports: at its top, inside functions, and for type checkers."""
    graph = grimp.build_graph("cs_simulator", exclude_type_checking_imports=False)
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def test_there_is_no_import_cycle(imports):
    assert cycles(imports) == []


def test_a_cycle_of_modules_is_found_at_any_length():
    imports = {"a": {"b"}, "b": {"c", "d"}, "c": {"a"}, "d": set(), "e": {"e"}}

    assert cycles(imports) == [{"a", "b", "c"}, {"e"}]


def cycles(imports):
    """The groups of modules in which each one imports all the others, directly or not."""
    reached = {module: _reachable(module, imports) for module in imports}
    groups = [
        {other for other in reached[module] if module in reached[other]}
        for module in sorted(imports)
        if module in reached[module]
    ]
    return [group for number, group in enumerate(groups) if group not in groups[:number]]


def _reachable(start, imports):
    found = set()
    waiting = list(imports[start])
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            waiting.extend(imports[module])
    return found
