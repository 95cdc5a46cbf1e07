"""Settings whose numbers and instants are out of bounds are refused with what to give."""

import pytest
from cs_simulator.domain.errors import UsageError
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.settings_check import check


@pytest.mark.parametrize(
    ("settings", "advice"),
    [
        ({"start": "0001-01-01T00:00:00+14:00"}, "years 1 to 9999"),
        ({"start": "0001-01-01T00:00:00Z"}, "give an instant between them"),
        ({"start": "9999-12-31T23:59:59Z"}, "give an instant between them"),
        ({"rate": 1e-9}, "give a number from 0.001"),
        ({"rate": float("nan")}, "give a number from 0.001"),
        ({"rate": float("inf")}, "give a number from 0.001"),
        ({"quota": ("nodes_per_cluster=10001",)}, "from 0 to 10000"),
        ({"quota": ("clusters=9999999999",)}, "of at most nine digits"),
        ({"seed": 2**63}, "at most 63 bits"),
        ({"journal_limit": -1}, "--journal-limit: give a number above 0, or 0 for any"),
        ({"journal_size": -1}, "--journal-size: give a number above 0, or 0 for any"),
        ({"journal_age": "soon"}, "--journal-age: 'soon' is not a duration"),
        ({"journal_age": "0s"}, "--journal-age: give more than nothing"),
        ({"journal_limit": 2**63}, "--journal-limit: give a whole number of at most 63 bits"),
        ({"journal_size": 10**20}, "--journal-size: give a whole number of at most 63 bits"),
        ({"shutdown_delay": -1.0}, "--shutdown-delay -1: give a number of seconds, at most 86400"),
        ({"shutdown_delay": 86_401.0}, "--shutdown-delay 86401: give a number of seconds, at most"),
        ({"shutdown_delay": float("inf")}, "--shutdown-delay inf: give a number of seconds"),
        ({"tenant_ttl": "soon"}, "--tenant-ttl: 'soon' is not a duration"),
        ({"tenant_ttl": "0s"}, "--tenant-ttl: give more than nothing"),
        ({"object_limit": -1}, "--object-limit: give a number above 0, or 0 for any"),
        ({"tenant_stream_limit": -1}, "--tenant-stream-limit: give a number above 0, or 0"),
        ({"tenant_limit": 0}, "--tenant-limit: give a number above 0"),
        ({"replica": "a b"}, "--replica a b: give at most 63 letters"),
        ({"replica": "cs:0"}, "of which the first and the last are letters or digits"),
        ({"replica": ".cs"}, "of which the first and the last are letters or digits"),
        ({"replica": "cs-0\n"}, "give at most 63 letters"),
        ({"replica": "ä"}, "give at most 63 letters"),
        ({"replica": "a" * 64}, "give at most 63 letters"),
    ],
)
def test_a_setting_out_of_bounds_is_refused(settings, advice):
    with pytest.raises(UsageError, match=advice):
        check(Settings(**settings))


@pytest.mark.parametrize("name", ["", "0", "cs-simulator-0", "a_b.example", "a" * 63])
def test_a_replica_may_have_the_name_of_a_pod(name):
    check(Settings(replica=name))
