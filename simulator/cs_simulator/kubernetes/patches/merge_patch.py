"""JSON merge patches, as RFC 7396 defines them."""

from typing import Any

from cs_simulator.kubernetes.kinds import Body


def apply(body: Body, patch: Body) -> Body:
    """The object with the patch merged in: ``null`` removes a field, a list replaces a list.

    Neither the object nor the patch is changed; the result may share parts with them.
    """
    result: Body = _merged(body, patch)
    return result


def _merged(target: Any, patch: Any) -> Any:
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = _merged(result.get(name), value)
    return result
