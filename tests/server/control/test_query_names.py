"""Names of query parameters that an endpoint does not have are refused, not passed over."""

import pytest

from tests.support.http import call

KNOWN = "known are tenant, replica"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("timeline?clustre=c1", f"'clustre' (did you mean 'cluster'?); {KNOWN}, cluster"),
        ("clock?tenat=one", f"'tenat' (did you mean 'tenant'?); {KNOWN}"),
        ("health?now=1", f"'now'; {KNOWN}"),
        ("snapshots/one/diff?wiht=two", f"'wiht' (did you mean 'with'?); {KNOWN}, with"),
    ],
)
async def test_a_misspelt_name_is_refused(api, path, message):
    status, body = await call(api, "GET", f"/_simulator/{path}")

    assert (status, body["message"]) == (400, f"unknown query parameter {message}")


async def test_it_is_refused_before_anything_is_done(api):
    status, _ = await call(api, "POST", "/_simulator/clock/advance?tenat=one", {"by": "5m"})

    assert status == 400
    clock = (await call(api, "GET", "/_simulator/clock")).body
    assert clock["now"] == "2026-09-01T09:00:00Z"
