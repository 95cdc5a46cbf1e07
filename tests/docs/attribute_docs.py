"""The docstrings of a class's attributes, which Python does not keep at run time."""

import ast
import inspect
import textwrap


def attribute_docs(cls: type) -> dict[str, str]:
    """What stands in quotes after each annotated attribute of a class and of its bases."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        if base.__module__.startswith("cs_simulator."):
            found |= _own_docs(base)
    return found


def _own_docs(cls: type) -> dict[str, str]:
    [body] = ast.parse(textwrap.dedent(inspect.getsource(cls))).body
    assert isinstance(body, ast.ClassDef)
    docs: dict[str, str] = {}
    for before, node in zip(body.body, body.body[1:], strict=False):
        if (
            isinstance(before, ast.AnnAssign)
            and isinstance(before.target, ast.Name)
            and isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
        ):
            docs[before.target.id] = inspect.cleandoc(str(node.value.value))
    return docs
