"""Make the awaited client of a tenant from the client: ``python -m tests.testing.awaited``.

Each public method is there once more, awaited, with the same parameters, result and first line.
"""

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CLIENT = ROOT / "simulator/cs_simulator/client"
AWAITED = ROOT / "simulator/cs_simulator/testing/awaited"
PARTS = ("calls", "clock", "clusters", "faults", "pools", "snapshots", "tasks")
# Their own counterparts, or not for a tenant that is there already.
LEFT_OUT = ("virtual_time", "another_connection")


def methods(node):
    """The public methods and properties of a class, without those of the class itself."""
    for one in node.body:
        if isinstance(one, ast.FunctionDef) and not one.name.startswith("_"):
            marks = {ast.unparse(mark) for mark in one.decorator_list}
            if "classmethod" not in marks and one.name not in LEFT_OUT:
                yield one, "property" in marks


def attributes(node):
    """The attributes of an object and their types, as its ``__init__`` declares them."""
    [begin] = [one for one in node.body if getattr(one, "name", "") == "__init__"]
    types = {arg.arg: ast.unparse(arg.annotation) for arg in begin.args.args[1:]}
    for one in begin.body:
        if isinstance(one, ast.AnnAssign):
            yield one.target.attr, ast.unparse(one.annotation)
        elif isinstance(one, ast.Assign) and not one.targets[0].attr.startswith("_"):
            value = one.value
            if isinstance(value, ast.Name):
                yield one.targets[0].attr, types[value.id]
            elif isinstance(value, ast.Call):
                yield one.targets[0].attr, f"Awaited{value.func.id}"
            else:
                yield one.targets[0].attr, type(ast.literal_eval(value)).__name__


def passed(arguments):
    """The arguments that hand all parameters on."""
    given = [arg.arg for arg in arguments.args[1:]]
    given += [f"*{arguments.vararg.arg}"] if arguments.vararg else []
    given += [f"{arg.arg}={arg.arg}" for arg in arguments.kwonlyargs]
    return given + ([f"**{arguments.kwarg.arg}"] if arguments.kwarg else [])


def method(node, is_property):
    summary = ast.get_docstring(node).partition("\n")[0]
    returns = ast.unparse(node.returns).replace("'Tenant'", "Tenant")
    if is_property:
        yield "    @property"
        yield f"    def {node.name}(self) -> {returns!s}:"
        yield f'        """{summary}"""'
        yield f"        return self.blocking.{node.name}"
        return
    call = ", ".join([f"self.blocking.{node.name}", *passed(node.args)])
    yield f"    async def {node.name}({ast.unparse(node.args)}) -> {returns!s}:"
    yield f'        """{summary}"""'
    yield f"        {'' if returns == 'None' else 'return '}await self._wait({call})"


def names_in(text):
    """The names that a text uses, also those of results in quotes."""
    for one in ast.walk(ast.parse(text)):
        if isinstance(one, ast.Name):
            yield one.id
        elif isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
            yield getattr(one.returns, "value", None)


def imports(body, used):
    """The imports that bring the names that are used."""
    for one in body:
        if isinstance(one, ast.ImportFrom):
            kept = [name for name in one.names if (name.asname or name.name) in used]
            if kept:
                yield ast.unparse(ast.ImportFrom(one.module, kept, one.level))


def module(name):
    """The text of the module that belongs to one of the client."""
    tree = ast.parse((CLIENT / f"{name}.py").read_text("utf-8"))
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    classes = [node for node in classes if "Error" not in node.name]
    own = classes[-1].name
    body = [f"class Awaited{own}(AwaitedPart[{own}]):"]
    body += [f'    """{ast.get_docstring(classes[-1]).partition(chr(10))[0]}"""', ""]
    declared = [pair for node in classes for pair in attributes(node)] if name == "tenant" else []
    parts = [attribute for attribute, kind in declared if kind.startswith("Awaited")]
    if parts:
        body += [f"    def __init__(self, blocking: {own}) -> None:"]
        body += ["        super().__init__(blocking)"]
        body += [f"        self.{one} = Awaited{one.title()}(blocking.{one})" for one in parts]
        body += [""]
    for attribute, kind in declared:
        if attribute not in parts:
            body += ["    @property", f"    def {attribute}(self) -> {kind}:"]
            body += [f'        """As ``{own}.{attribute}``."""']
            body += [f"        return self.blocking.{attribute}", ""]
    for node in classes:
        for one, is_property in methods(node):
            body += [*method(one, is_property), ""]
    text = "\n".join(body)
    used = set(names_in(text)) - {own}
    blocks = [node.body for node in tree.body if isinstance(node, ast.If)]
    late = [line for block in blocks for line in imports(block, used)]
    lines = [f"from cs_simulator.client.{name} import {own}", *imports(tree.body, used)]
    lines += ["from typing import TYPE_CHECKING"] if late else []
    lines += ["from cs_simulator.testing.awaited.part import AwaitedPart"]
    for one in parts:
        lines += [f"from cs_simulator.testing.awaited.{one} import Awaited{one.title()}"]
    if late:
        lines += ["if TYPE_CHECKING:", *(f"    {line}" for line in late)]
    about = f'"""``{own}``, awaited. It is made by ``python -m tests.testing.awaited``."""'
    return "\n\n".join([about, "\n".join(lines), text])


def formatted(text):
    for command in (["check", "--fix", "--select=I", "--quiet"], ["format", "--quiet"]):
        command += ["--stdin-filename", str(AWAITED / "x.py"), "-"]
        text = subprocess.run(
            [sys.executable, "-m", "ruff", *command],
            input=text, capture_output=True, text=True, check=True, cwd=ROOT,
        ).stdout  # fmt: skip
    return text


def texts():
    """The text of each file."""
    return {f"{name}.py": formatted(module(name)) for name in (*PARTS, "tenant")}


if __name__ == "__main__":
    for file, text in texts().items():
        (AWAITED / file).write_text(text, encoding="utf-8")
