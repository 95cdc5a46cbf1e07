"""Our HMAC is the standard library's."""

import hashlib
import hmac

import pytest
from cs_simulator.signing.mac import Mac
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize("name", ["sha1", "sha256"])
@given(key=st.binary(max_size=200), texts=st.lists(st.binary(max_size=500), max_size=3))
def test_a_code_is_that_of_the_standard_library(name, key, texts):
    mac = Mac(key, getattr(hashlib, name))
    assert [mac.of(text) for text in texts] == [hmac.digest(key, text, name) for text in texts]
