"""Whether what somebody sent has the types that it should have, as far as a shape says it."""

from collections.abc import Iterator, Mapping

from cs_simulator.kubernetes.kinds._problems import Problem

Shape = type | list["Shape"] | Mapping[str, "Shape"]
"""A type; a list with the shape of its elements; an object with the shapes of its fields, each of
which may be missing, and others may be there."""
_NAMES = {
    bool: "a boolean",
    dict: "an object",
    int: "a whole number",
    list: "a list",
    str: "a text",
}


def problems(value: object, shape: Shape, at: str) -> Iterator[Problem]:
    """What has another type than the shape says; *at* is the path of the value."""
    wanted = shape if isinstance(shape, type) else list if isinstance(shape, list) else dict
    if type(value) is not wanted:
        yield Problem(at, f"must be {_NAMES[wanted]}", value)
    elif isinstance(shape, list) and isinstance(value, list):
        for place, each in enumerate(value):
            yield from problems(each, shape[0], f"{at}[{place}]")
    elif isinstance(shape, Mapping) and isinstance(value, dict):
        for name, inner in shape.items():
            if value.get(name) is not None:
                yield from problems(value[name], inner, f"{at}.{name}")
