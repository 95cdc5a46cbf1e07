"""Deleting the alert contacts of an account, and their groups."""

import pytest

from tests.support.worlds import a_tenant, call

CONTACTS = "/alert/contacts?contact_ids="
GROUPS = "/alert/contact_groups?contact_group_ids="


@pytest.fixture
def tenant():
    return a_tenant()


def delete(tenant, path):
    return call(tenant, "DELETE", path)


def test_a_contact_is_deleted_once(tenant):
    answer = delete(tenant, f"{CONTACTS}[11,12]").ok()

    assert answer == {
        "result": [
            {"status": True, "msg": "success", "contact_id": "11"},
            {"status": True, "msg": "success", "contact_id": "12"},
        ]
    }
    again = delete(tenant, f"{CONTACTS}[12,13]").ok()["result"]
    assert [(one["contact_id"], one["status"]) for one in again] == [("12", False), ("13", True)]
    assert again[0]["msg"] == "contact not found"


def test_a_group_is_deleted_once(tenant):
    assert delete(tenant, f"{GROUPS}[11]").ok() == [
        {"status": True, "msg": "success", "contact_group_id": "11"}
    ]
    assert delete(tenant, f"{GROUPS}11").ok() == [
        {"status": False, "msg": "contact group not found", "contact_group_id": "11"}
    ]


def test_contacts_and_groups_have_numbers_of_their_own(tenant):
    delete(tenant, f"{CONTACTS}[11]").ok()

    assert delete(tenant, f"{GROUPS}[11]").ok()[0]["status"] is True


@pytest.mark.parametrize(
    ("path", "more", "name"),
    [(CONTACTS, "contact_ids", "contact_id"), (GROUPS, "contact_group_ids", "contact_group_id")],
)
def test_a_name_that_is_repeated_gives_all_its_numbers(tenant, path, more, name):
    found = delete(tenant, f"{path}1&{more}=7,8&other=9&{more}=[10]").ok()

    results = found["result"] if isinstance(found, dict) else found
    assert [one[name] for one in results] == ["1", "7", "8", "10"]


def test_a_number_that_makes_no_sense_is_refused_among_repeated_names(tenant):
    answer = delete(tenant, f"{CONTACTS}1&contact_ids=x")

    assert answer.body["code"] == "InvalidParameter.ContactIds"


def test_a_number_that_is_named_twice_is_deleted_once(tenant):
    results = delete(tenant, f"{CONTACTS}5,5").ok()["result"]

    assert [one["status"] for one in results] == [True, False]


@pytest.mark.parametrize(
    "text", ["[]", "[a]", "1,,2", "[1.5]", "-1", "[[1]]x", ",".join(map(str, range(101)))]
)
@pytest.mark.parametrize(("path", "name"), [(CONTACTS, "ContactIds"), (GROUPS, "ContactGroupIds")])
def test_numbers_that_make_no_sense_are_refused(tenant, path, name, text):
    assert delete(tenant, f"{path}{text}").body["code"] == f"InvalidParameter.{name}"


def test_without_numbers_it_is_refused(tenant):
    assert delete(tenant, "/alert/contacts").body["code"] == "MissingParameter.ContactIds"
