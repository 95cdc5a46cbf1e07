"""What real clients signed is understood and accepted; a single changed byte of it is not."""

import pytest
from cs_simulator.domain.errors import ApiError
from cs_simulator.signing import acs3, hmac_sha1
from cs_simulator.signing.authorization import ACS
from cs_simulator.signing.nonces import Nonces
from cs_simulator.signing.verification import verify
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.signing_vectors import ACS3_HMAC_SHA256, HMAC_SHA1, VECTORS


def named(vectors):
    return [pytest.param(each, id=each.name) for each in vectors]


@pytest.mark.parametrize("vector", named(VECTORS))
def test_a_client_s_request_is_accepted(vector):
    credential = verify(vector.request, vector.keyring, Nonces(), vector.now)
    assert credential.access_key_id == vector.pair[0]


@pytest.mark.parametrize("vector", named([each for each in HMAC_SHA1 if each.text]))
def test_the_string_to_sign_is_the_client_s_own(vector):
    assert hmac_sha1.string_to_sign(vector.request) == vector.text


@pytest.mark.parametrize("vector", named([each for each in ACS3_HMAC_SHA256 if each.text]))
def test_the_canonical_request_is_the_client_s_own(vector):
    names = vector.signed_headers.split(";")
    assert acs3.canonical_request(vector.request, names) == vector.text


@pytest.mark.parametrize("vector", named([each for each in ACS3_HMAC_SHA256 if each.hash]))
def test_the_hash_of_the_canonical_request_is_the_client_s_own(vector):
    names = vector.signed_headers.split(";")
    assert acs3.string_to_sign(vector.request, names) == f"ACS3-HMAC-SHA256\n{vector.hash}"


@pytest.mark.parametrize("vector", named(VECTORS))
def test_a_signature_with_another_secret_is_refused(vector):
    keyring = vector.keyring
    [credential] = keyring
    keyring.put(type(credential)(access_key_id=credential.access_key_id, secret="another"))
    with pytest.raises(ApiError) as refused:
        verify(vector.request, keyring, Nonces(), vector.now)
    assert refused.value.code == "SignatureDoesNotMatch"


def signed_parts(vector):
    """What of a request is signed: its parts by name, each a text or, for the body, bytes."""
    request = vector.request
    path, _, query = request.target.partition("?")
    parts = {"method": request.method, "path": path, "Authorization": vector.signature}
    if query:
        parts["query"] = query
    if vector.scheme == ACS:
        names = [n for n in request.headers if n.startswith("x-acs-")]
        names += [n for n in request.headers if n in ("accept", "content-md5", "date")]
        if request.body:
            names.append("content-type")
    else:
        names = vector.signed_headers.split(";")
    parts.update({f"header {name}": request.headers[name] for name in names})
    if request.body and (vector.scheme != ACS or "content-md5" in request.headers):
        parts["body"] = request.body.decode()
    parts["key"] = vector.pair[0]
    return parts


def mutated(vector, part, place, letter):
    """The request with one character of one part changed."""
    request = vector.request
    text = signed_parts(vector)[part]
    changed = text[:place] + letter + text[place + 1 :]
    path, mark, query = request.target.partition("?")
    headers = dict(request.headers)
    method, body = request.method, request.body
    if part == "method":
        method = changed
    elif part == "path":
        path = changed
    elif part == "query":
        query = changed
    elif part == "body":
        body = changed.encode()
    elif part in ("Authorization", "key"):
        headers["authorization"] = headers["authorization"].replace(text, changed, 1)
    else:
        headers[part.removeprefix("header ")] = changed
    return request._replace(method=method, target=path + mark + query, headers=headers, body=body)


@settings(max_examples=400)
@given(data=st.data())
def test_one_changed_character_of_what_is_signed_is_refused(data):
    vector = data.draw(st.sampled_from(VECTORS))
    parts = signed_parts(vector)
    part = data.draw(st.sampled_from(sorted(parts)))
    text = parts[part]
    place = data.draw(st.integers(0, len(text) - 1))
    letters = "abcXYZ0189-_=/+"
    if part in ("path", "query"):
        letters = "abcXYZ0189-_"  # of these none means the same in another spelling
    letter = data.draw(st.sampled_from(letters).filter(lambda each: each != text[place]))
    if part in ("path", "query") and is_spelling(text, place, letter):
        return

    with pytest.raises(ApiError):
        verify(mutated(vector, part, place, letter), vector.keyring, Nonces(), vector.now)


def is_spelling(text, place, letter):
    """Whether the change is one of case within a percent-encoded byte: it means the same."""
    return letter.lower() == text[place].lower() and "%" in text[max(0, place - 2) : place]


@pytest.mark.parametrize("vector", named(VECTORS))
def test_every_part_that_is_signed_is_refused_when_it_is_changed(vector):
    for part, text in signed_parts(vector).items():
        letter = "X" if text[0] != "X" else "Y"
        with pytest.raises(ApiError):
            verify(mutated(vector, part, 0, letter), vector.keyring, Nonces(), vector.now)


@pytest.mark.parametrize("vector", named(VECTORS))
@pytest.mark.parametrize("more", ["&more=1", "?more=1"])
def test_something_added_to_the_query_is_refused(vector, more):
    request = vector.request
    if more[0] == "&" and "?" not in request.target:
        more = "?more=1"
    with pytest.raises(ApiError):
        verify(request._replace(target=request.target + more), vector.keyring, Nonces(), vector.now)
