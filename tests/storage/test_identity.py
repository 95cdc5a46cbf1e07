"""Whether an open file is still the one of its name, whenever it is changed."""

import pytest
from cs_simulator.storage.errors import StorageError
from cs_simulator.storage.identity import FileIdentity


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "state.db"
    made.write_bytes(b"x" * 100)
    return made


def test_a_file_that_is_cut_off_while_it_is_written_is_refused_from_then_on(file):
    identity = FileIdentity(str(file))
    identity.check()
    file.write_bytes(b"")  # between the look at it and the commit
    identity.note()
    for content in (b"", b"x" * 200):
        file.write_bytes(content)
        with pytest.raises(StorageError, match="was cut off while it was in use"):
            identity.check()


def test_a_file_that_grew_is_cut_off_once_it_is_as_short_as_before(file):
    identity = FileIdentity(str(file))
    file.write_bytes(b"x" * 200)
    identity.note()
    identity.check()
    file.write_bytes(b"x" * 100)
    with pytest.raises(StorageError, match="was cut off"):
        identity.check()
