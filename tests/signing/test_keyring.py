"""A keyring has one credential for each AccessKey id."""

from cs_simulator.signing.credentials import Credential, Keyring

MAIN = Credential(access_key_id="main", secret="s")
GUEST = Credential(access_key_id="guest", secret="s", security_token="token")


def a_keyring(*credentials):
    keyring = Keyring()
    for credential in credentials:
        keyring.put(credential)
    return keyring


def test_a_credential_is_found_by_its_id():
    keyring = a_keyring(MAIN, GUEST)

    assert (keyring.find("main"), keyring.find("guest"), keyring.find("nobody")) == (
        MAIN, GUEST, None,
    )  # fmt: skip
    assert (len(keyring), list(keyring)) == (2, [MAIN, GUEST])


def test_a_credential_replaces_the_one_with_its_id():
    newer = Credential(access_key_id="main", secret="another")

    assert list(a_keyring(MAIN, newer)) == [newer]


def test_a_dropped_credential_is_gone():
    keyring = a_keyring(MAIN)

    assert [keyring.drop("main"), keyring.drop("main")] == [True, False]
    assert keyring.find("main") is None


def test_a_token_is_known_as_that_of_another_key():
    keyring = a_keyring(MAIN, GUEST)

    assert keyring.is_token_of_another("token", "main")
    assert not keyring.is_token_of_another("token", "guest")
    assert not keyring.is_token_of_another("", "main")
    assert not keyring.is_token_of_another("invented", "main")


def test_a_key_belongs_to_its_account_or_to_the_tenant_of_its_name():
    assert MAIN.tenant == "main"
    assert Credential(access_key_id="main", secret="s", account="team").tenant == "team"
