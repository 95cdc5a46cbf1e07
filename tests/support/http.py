"""Calls to the application in this process, through an aiohttp client."""

from typing import Any

from tests.support.answer import Answer
from tests.support.builders import Api, a_create_body


async def call(
    api: Api, method: str, path: str, body: object = None, *, tenant: str = ""
) -> Answer:
    """Make a call of the tenant, which is named by the AccessKey id."""
    headers = {"Authorization": f"acs {tenant}:x"} if tenant else {}
    response = await api.request(method, path, json=body, headers=headers)
    return Answer(response.status, await response.json())


async def control(
    api: Api, method: str, path: str, body: object = None, *, tenant: str = "", status: int = 200
) -> Any:
    """Use the control plane; returns the body of the response, which must have that status."""
    query = {"tenant": tenant} if tenant else {}
    response = await api.request(method, f"/_simulator/{path}", json=body, params=query)
    assert response.status == status, await response.text()
    return await response.json()


async def create(api: Api, *, tenant: str = "", **changes: object) -> Any:
    """Create a cluster; returns the body of the response, with the ids of cluster and task."""
    return (await call(api, "POST", "/clusters", a_create_body(**changes), tenant=tenant)).ok()


async def advance(api: Api, *, tenant: str = "", **how: object) -> Any:
    """Advance the tenant's clock, without *how* until nothing is due any more."""
    return await control(api, "POST", "clock/advance", how or {"until": "idle"}, tenant=tenant)
