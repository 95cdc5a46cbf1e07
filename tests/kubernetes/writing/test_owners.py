"""Laws of owners and finalizers, whatever is created and deleted in whichever order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.cluster_writes import WritingApi

NAMESPACE = "/api/v1/namespaces/shop"
MAPS = f"{NAMESPACE}/configmaps"
MERGE = "application/merge-patch+json"
HELD = "example.com/held"
NAMES = ("a", "b", "c", "d", "e")

names = st.sampled_from(NAMES)
creations = st.tuples(
    st.just("create"), names, st.sets(names, max_size=3), st.booleans(), st.booleans()
)
deletions = st.tuples(
    st.just("delete"), names, st.sampled_from(["Background", "Foreground", "Orphan"])
)
releases = st.tuples(st.just("release"), names)
steps = st.lists(st.one_of(creations, creations, deletions, releases), max_size=20)

ties = st.tuples(st.just("tie"), names, names, st.booleans())
circles = st.lists(st.one_of(creations, deletions, releases, ties, ties), max_size=25)


def maps(api):
    return {each["metadata"]["name"]: each["metadata"] for each in api.get(MAPS)["items"]}


def create(api, name, owners, blocks, is_held):
    there = maps(api)
    references = [
        {
            "apiVersion": "v1",
            "kind": "ConfigMap",
            "name": owner,
            "uid": there[owner]["uid"],
            "blockOwnerDeletion": blocks,
        }
        for owner in sorted(owners & set(there))
    ]
    metadata = {"name": name, "ownerReferences": references}
    if is_held:
        metadata["finalizers"] = [HELD]
    return api.call("POST", MAPS, {"metadata": metadata})


def delete(api, name, policy):
    return api.call("DELETE", f"{MAPS}/{name}", {"propagationPolicy": policy})


def release(api, name):
    held = maps(api).get(name, {}).get("finalizers", [])
    left = [each for each in held if each != HELD]
    return api.call("PATCH", f"{MAPS}/{name}", {"metadata": {"finalizers": left}}, MERGE)


def tie(api, name, owner, blocks):
    """Let one that is there own another as well, so that owners can stand in a circle."""
    there = maps(api)
    if owner not in there or "deletionTimestamp" in there.get(name, {}):
        return api.call("GET", f"{MAPS}/{name}")
    reference = {"apiVersion": "v1", "kind": "ConfigMap", "name": owner}
    references = [
        *there.get(name, {}).get("ownerReferences", []),
        {**reference, "uid": there[owner]["uid"], "blockOwnerDeletion": blocks},
    ]
    patch = {"metadata": {"ownerReferences": references}}
    return api.call("PATCH", f"{MAPS}/{name}", patch, MERGE)


STEPS = {"create": create, "delete": delete, "release": release, "tie": tie}


def check(found):
    """What is true of the config maps after each step."""
    uids = {metadata["uid"]: name for name, metadata in found.items()}
    for metadata in found.values():
        owners = metadata.get("ownerReferences", [])
        is_leaving = "deletionTimestamp" in metadata
        held = metadata.get("finalizers", [])
        assert is_leaving or not owners or any(each["uid"] in uids for each in owners)
        assert not is_leaving or held, "nothing holds it, and it is still there"
        assert "orphan" not in held
        if "foregroundDeletion" in held:
            assert any(
                each["uid"] == metadata["uid"] and each.get("blockOwnerDeletion")
                for other in found.values()
                for each in other.get("ownerReferences", [])
            ), "it waits for nobody"


@settings(max_examples=60, deadline=None)
@given(steps=steps)
def test_nothing_stays_that_nobody_owns_or_holds(steps):
    api = WritingApi()
    api.create("/api/v1/namespaces", {"metadata": {"name": "shop"}})
    for what, *arguments in steps:
        status = STEPS[what](api, *arguments).status
        assert status in (200, 201, 404, 409)
        check(maps(api))

    api.call("DELETE", NAMESPACE).ok()
    for name in NAMES:
        release(api, name)

    assert not api.is_there(NAMESPACE)
    assert maps(api) == {}


@settings(max_examples=60, deadline=None)
@given(steps=circles)
def test_owners_in_circles_do_not_wait_for_each_other(steps):
    api = WritingApi()
    api.create("/api/v1/namespaces", {"metadata": {"name": "shop"}})
    for what, *arguments in steps:
        assert STEPS[what](api, *arguments).status in (200, 201, 404, 409)

    for name in NAMES:
        release(api, name)

    assert not [name for name, metadata in maps(api).items() if "deletionTimestamp" in metadata]
