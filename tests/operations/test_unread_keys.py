"""Keys of a query that an operation does not have are reported, and it declares those it reads."""

import ast
from inspect import getsource
from sys import modules

import pytest
from cs_simulator.catalog.shapes import query_keys
from cs_simulator.operations import Call, Incoming, all_operations
from cs_simulator.operations._unread_keys import OF_EVERY_CALL, unread_keys
from cs_simulator.runtime.calls.perform import begin, route, run

from tests.support.worlds import a_tenant

OF_THE_SERVICE = [operation for operation in all_operations() if not operation.product]


def a_call(operation, query):
    incoming = Incoming(operation.method, operation.path, operation.path, query, b"", "", "")
    return Call(incoming, "request", {}, operation, [])


def keys_read(source):
    """The names that a module asks a query for: ``query.get("x")``, ``boolean(call, "x")``."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        of_query = isinstance(node.func, ast.Attribute) and node.func.attr == "get"
        if of_query and ast.unparse(node.func.value).rpartition(".")[2] == "query":
            names = node.args[:1]
        elif isinstance(node.args[0], ast.Name) and node.args[0].id == "call":
            names = node.args[1:2]
        else:
            continue
        for name in names:
            if isinstance(name, ast.Constant) and name.value:
                yield name.value


@pytest.mark.parametrize("operation", OF_THE_SERVICE, ids=lambda found: found.handle.__name__)
def test_a_misspelt_key_is_reported(operation):
    known = dict.fromkeys((*query_keys(operation.name), *OF_EVERY_CALL), "")
    assert unread_keys(a_call(operation, {**known, "no_key_is_called_so": "1"})) == [
        "?no_key_is_called_so"
    ]


@pytest.mark.parametrize("operation", OF_THE_SERVICE, ids=lambda found: found.handle.__name__)
def test_what_an_operation_reads_is_declared(operation):
    read = set(keys_read(getsource(modules[operation.handle.__module__])))
    assert read <= {*query_keys(operation.name), *OF_EVERY_CALL}


def test_the_journal_has_it_for_a_call_that_is_done():
    tenant = a_tenant()
    query = {"name": "one", "nmae": "two"}
    record = begin(tenant, Incoming("GET", "/clusters", "/clusters", query, b"", "", ""), 0.0)
    record.answer(run(record, route(record)))
    assert record.unread == ("?nmae",)
