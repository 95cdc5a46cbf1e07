"""What names, labels and qualified names may be, in the words of Kubernetes.

Rules and texts are those of ``k8s.io/apimachinery/pkg/util/validation``. Each function returns what
is wrong with a value, nothing if all is well.
"""

import re
from collections.abc import Callable, Mapping

_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?"
_LABEL_1035 = "[a-z]([-a-z0-9]*[a-z0-9])?"
_SUBDOMAIN = rf"{_LABEL}(\.{_LABEL})*"
_QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"
_VALUE = f"({_QUALIFIED})?"


def _by_form(
    pattern: str, longest: int, words: str, examples: tuple[str, ...]
) -> Callable[[str], list[str]]:
    compiled = re.compile(pattern)
    shown = " or ".join(f"'{example}', " for example in examples)[:-2]
    message = f"{words} (e.g. {shown}, regex used for validation is '{pattern}')"

    def problems(value: str) -> list[str]:
        found = [] if len(value) <= longest else [f"must be no more than {longest} characters"]
        return found if compiled.fullmatch(value) else [*found, message]

    return problems


subdomain = _by_form(
    _SUBDOMAIN,
    253,
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or"
    " '.', and must start and end with an alphanumeric character",
    ("example.com",),
)
label = _by_form(
    _LABEL,
    63,
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and"
    " must start and end with an alphanumeric character",
    ("my-name", "123-abc"),
)
label_1035 = _by_form(
    _LABEL_1035,
    63,
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an"
    " alphabetic character, and end with an alphanumeric character",
    ("my-name", "abc-123"),
)
label_value = _by_form(
    _VALUE,
    63,
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or"
    " '.', and must start and end with an alphanumeric character",
    ("MyValue", "my_value", "12345"),
)
_name_part = _by_form(
    _QUALIFIED,
    63,
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end"
    " with an alphanumeric character",
    ("MyName", "my.name", "123-abc"),
)


_NOT_QUALIFIED = (
    "a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and"
    " end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used"
    f" for validation is '{_QUALIFIED}') with an optional DNS subdomain prefix and '/' (e.g."
    " 'example.com/MyName')"
)


def path_segment(value: str) -> list[str]:
    """The problems of a name that only has to be one segment of a path, as those of roles."""
    if value in (".", ".."):
        return [f"may not be '{value}'"]
    return [f"may not contain '{each}'" for each in "/%" if each in value]


def qualified(value: str) -> list[str]:
    """The problems of the key of a label or an annotation, or of a finalizer."""
    prefix, slash, name = value.rpartition("/")
    if "/" in prefix:
        return [_NOT_QUALIFIED]
    found = []
    if slash and not prefix:
        found.append("prefix part must be non-empty")
    elif slash:
        found += [f"prefix part {each}" for each in subdomain(prefix)]
    if not name:
        found.append("name part must be non-empty")
    return found + [
        each if each.startswith("name part") else f"name part {each}" for each in _name_part(name)
    ]


FORMS: Mapping[str, Callable[[str], list[str]]] = {
    "subdomain": subdomain,
    "label": label,
    "label-1035": label_1035,
    "path": path_segment,
}
"""By what a kind says of its names; see ``Kind.name_form``."""


def of_prefix(form: str, prefix: str) -> list[str]:
    """The problems of a ``generateName``, which may end with a hyphen."""
    return FORMS[form](f"{prefix[:-1]}a" if prefix.endswith("-") else prefix)
