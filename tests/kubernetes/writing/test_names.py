import pytest
from cs_simulator.kubernetes.writing import names

SUBDOMAIN = (
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or"
    " '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used"
    " for validation is"
    r" '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
)
LABEL = (
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must"
    " start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for"
    " validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
)
LABEL_1035 = (
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an"
    " alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123',"
    " regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"
)
NAME_PART = (
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end"
    " with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for"
    " validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
)


@pytest.mark.parametrize(
    ("form", "name", "problems"),
    [
        ("subdomain", "web", []),
        ("subdomain", "web-1.example.com", []),
        ("subdomain", "1", []),
        ("subdomain", "a" * 253, []),
        ("subdomain", "a" * 254, ["must be no more than 253 characters"]),
        ("subdomain", "Web", [SUBDOMAIN]),
        ("subdomain", "-web", [SUBDOMAIN]),
        ("subdomain", "web-", [SUBDOMAIN]),
        ("subdomain", "web..a", [SUBDOMAIN]),
        ("subdomain", "we_b", [SUBDOMAIN]),
        ("subdomain", "web\n", [SUBDOMAIN]),
        ("subdomain", "wéb", [SUBDOMAIN]),
        ("label", "1-web", []),
        ("label", "a.b", [LABEL]),
        ("label", "a" * 64, ["must be no more than 63 characters"]),
        ("label-1035", "web-1", []),
        ("label-1035", "1-web", [LABEL_1035]),
        ("path", "system:node:Über x", []),
        ("path", "..", ["may not be '..'"]),
        ("path", "a/b%", ["may not contain '/'", "may not contain '%'"]),
    ],
)
def test_a_name_has_the_form_that_its_kind_says(form, name, problems):
    assert names.FORMS[form](name) == problems


@pytest.mark.parametrize(
    ("form", "prefix", "problems"),
    [
        ("subdomain", "web-", []),
        ("subdomain", "web", []),
        ("label-1035", "-", []),
        ("label", "Web-", [LABEL]),
        ("path", "a:", []),
    ],
)
def test_the_beginning_of_a_name_may_end_with_a_hyphen(form, prefix, problems):
    assert names.of_prefix(form, prefix) == problems


@pytest.mark.parametrize(
    ("key", "problems"),
    [
        ("app", []),
        ("App_1.x-y", []),
        ("example.com/app", []),
        ("app-", [NAME_PART]),
        ("", ["name part must be non-empty", NAME_PART]),
        ("/app", ["prefix part must be non-empty"]),
        ("example.com/", ["name part must be non-empty", NAME_PART]),
        ("Example.com/app", [f"prefix part {SUBDOMAIN}"]),
        ("a" * 64, ["name part must be no more than 63 characters"]),
    ],
)
def test_a_key_is_a_name_with_a_domain_in_front_or_without(key, problems):
    assert names.qualified(key) == problems


def test_a_key_with_two_slashes_is_no_qualified_name():
    (problem,) = names.qualified("a/b/c")

    assert problem.startswith("a qualified name must consist of alphanumeric characters")
    assert problem.endswith("(e.g. 'example.com/MyName')")


@pytest.mark.parametrize(("value", "is_right"), [("", True), ("a_B.c", True), ("a b", False)])
def test_the_value_of_a_label_may_be_empty(value, is_right):
    assert (names.label_value(value) == []) is is_right
