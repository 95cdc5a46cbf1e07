"""Strategic patches and server-side apply, compared with the libraries of the API server itself."""

import json
import os
import subprocess
from copy import deepcopy

import pytest
from cs_simulator.domain.errors import ApiError
from cs_simulator.kubernetes.kinds import registry
from cs_simulator.kubernetes.patches import managed_fields, strategic
from cs_simulator.kubernetes.patches.apply import apply
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

KINDS = {kind.kind: kind for kind in registry.all_kinds() if kind.version == "v1"}
NAMES = st.sampled_from("abc")
TEXTS = st.sampled_from(["1", "2"])
MAPS = st.dictionaries(NAMES, TEXTS, max_size=2)


def some(**fields):
    """An object with some of these fields, in any order."""
    return st.fixed_dictionaries({}, optional=fields)


def by_name(key, **fields):
    """A list of objects that a key tells apart."""
    return st.lists(NAMES, unique=True, max_size=3).flatmap(
        lambda names: st.tuples(
            *(some(**fields).map(lambda rest, name=name: {key: name, **rest}) for name in names)
        ).map(list)
    )


PORTS = st.lists(st.sampled_from([80, 81]), unique=True, max_size=2).map(
    lambda numbers: [{"containerPort": number} for number in numbers]
)
CONTAINERS = by_name(
    "name",
    image=TEXTS,
    args=st.lists(TEXTS, max_size=2),
    env=by_name("name", value=TEXTS),
    ports=PORTS,
    tty=st.just(True),
)
POD_SPEC = some(
    containers=CONTAINERS,
    initContainers=CONTAINERS,
    nodeSelector=MAPS,
    tolerations=st.lists(some(key=NAMES, value=TEXTS), max_size=2),
    imagePullSecrets=by_name("name"),
    hostAliases=by_name("ip", hostnames=st.lists(NAMES, max_size=2)),
    securityContext=some(runAsUser=st.just(1), fsGroup=st.just(2)),
)
METADATA = some(labels=MAPS, annotations=MAPS, finalizers=st.lists(NAMES, unique=True, max_size=2))
OBJECTS = {
    "ConfigMap": some(metadata=METADATA, data=MAPS, immutable=st.just(False)),
    "Pod": some(metadata=METADATA, spec=POD_SPEC),
    "Deployment": some(
        metadata=METADATA,
        spec=some(
            replicas=st.sampled_from([0, 1]),
            paused=st.just(True),
            selector=some(matchLabels=MAPS),
            strategy=some(type=TEXTS, rollingUpdate=some(maxSurge=st.sampled_from([1, "5%"]))),
            template=some(metadata=METADATA, spec=POD_SPEC),
        ),
    ),
}
ANY = settings(
    derandomize=True,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def reference(go):
    """Make writes with the libraries of the API server; gives what came of each."""
    process = subprocess.Popen(
        [go, "reference"],
        env={name: value for name, value in os.environ.items() if name != "KUBECONFIG"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )

    def ask(kind, writes):
        case = {"APIVersion": kind.api_version, "Kind": kind.kind, "Writes": writes}
        process.stdin.write(json.dumps(case) + "\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())["seen"]

    with process:
        yield ask
        process.stdin.close()


def named(body, kind):
    """The body as a whole object: its kind and its name, and what Go never leaves out."""
    whole = {"apiVersion": kind.api_version, "kind": kind.kind, **deepcopy(body)}
    whole["metadata"] = {"name": "x", **whole.get("metadata", {})}
    return whole


def completed(value):
    """The value with what objects of Go always have in a container."""
    if isinstance(value, dict):
        made = {name: completed(each) for name, each in value.items()}
        for part in ("containers", "initContainers"):
            for container in made.get(part) or ():
                container.setdefault("resources", {})
        return made
    return [completed(each) for each in value] if isinstance(value, list) else value


def with_a_container(body):
    """The body with a container, as every pod has one: Go orders no list that is null."""
    if body["kind"] == "ConfigMap":
        return body
    spec = body.setdefault("spec", {})
    if body["kind"] == "Deployment":
        spec = spec.setdefault("template", {}).setdefault("spec", {})
    spec.setdefault("containers", [{"name": "a"}])
    return body


_NOT_TOLD = ("managedFields", "uid")


def stripped(value):
    """The value without what is null or empty, without the owners of fields, and the uid."""
    if isinstance(value, dict):
        parts = {
            name: stripped(each)
            for name, each in value.items()
            if name not in ("managedFields", "uid")
        }
        return {name: each for name, each in parts.items() if each not in (None, {}, [], "")}
    return [stripped(each) for each in value] if isinstance(value, list) else value


def owners(body):
    return {
        (each["manager"], each["operation"]): each["fieldsV1"]
        for each in body["metadata"].get("managedFields") or ()
    }


PATCH_KEYS = {
    "containers": "name",
    "initContainers": "name",
    "env": "name",
    "ports": "containerPort",
}


@st.composite
def with_directives(draw, patch):
    """A patch with some fields removed or replaced, some elements deleted, and orders set."""
    if isinstance(patch, list):
        return [draw(with_directives(each)) for each in patch]
    if not isinstance(patch, dict):
        return patch
    made = {}
    for name, value in patch.items():
        made |= draw(a_field(name, value))
    return made


@st.composite
def a_field(draw, name, value):
    """A field of a patch, with the directives about it."""
    choice = draw(st.sampled_from(["null", "replace", "delete", "order", "as it is"]))
    if choice == "null" and name not in ("name", "ip", "containerPort"):
        return {name: None}
    if choice == "replace" and isinstance(value, dict):
        return {name: {**value, "$patch": "replace"}}
    if choice == "delete" and name == "finalizers":
        return {f"$deleteFromPrimitiveList/{name}": value}
    made = {name: draw(with_directives(value))}
    if name in PATCH_KEYS and value:
        made |= draw(a_list(name, made[name], choice))
    return made


@st.composite
def a_list(draw, name, elements, choice):
    """A list whose elements have keys, with the directives about it."""
    if choice == "replace":
        return {name: [*elements, {"$patch": "replace"}]}
    if choice == "delete":
        elements = [
            {**each, "$patch": "delete"} if draw(st.booleans()) else each for each in elements
        ]
    if choice != "order":
        return {name: elements}
    key = PATCH_KEYS[name]
    order = draw(st.permutations([{key: each.get(key)} for each in elements]))
    return {name: elements, f"$setElementOrder/{name}": order}


@pytest.mark.parametrize("name", OBJECTS)
@given(data=st.data())
@ANY
def test_strategic_patches_do_what_those_of_the_api_server_do(reference, name, data):
    kind = KINDS[name]
    body = completed(with_a_container(named(stripped(data.draw(OBJECTS[name])), kind)))
    patch = data.draw(OBJECTS[name].flatmap(with_directives))
    writes = [
        {"Verb": "update", "Manager": "me", "Body": body},
        {"Verb": "patch", "Body": patch},
    ]

    _, wanted = reference(kind, writes)

    try:
        made = strategic.apply(kind, body, patch)
    except ApiError:
        assert "error" in wanted
    else:
        assert "error" not in wanted, wanted
        assert stripped(made) == stripped(wanted["object"])


WRITERS = st.sampled_from(["me", "you"])


@pytest.mark.parametrize("name", OBJECTS)
@given(data=st.data())
@ANY
def test_applying_does_and_owns_what_it_does_in_the_api_server(reference, name, data):
    kind = KINDS[name]
    writes = [
        {
            "Verb": data.draw(st.sampled_from(["apply", "apply", "update"])),
            "Manager": data.draw(WRITERS),
            "Force": data.draw(st.booleans()),
            "Body": named(stripped(data.draw(OBJECTS[name])), kind),
        }
        for _ in range(data.draw(st.integers(1, 4)))
    ]

    body = None
    for number, (write, wanted) in enumerate(zip(writes, reference(kind, writes), strict=True)):
        try:
            body = written(kind, body, write, number)
        except ApiError:
            assert "error" in wanted
            continue
        assert "error" not in wanted, wanted
        assert stripped(body) == stripped(wanted["object"])
        assert owners(body) == owners(wanted["object"])


def written(kind, before, write, number):
    body, manager, now = write["Body"], write["Manager"], number * 1_000_000
    if write["Verb"] == "apply":
        return completed(apply(kind, before, body, manager, write["Force"], now))
    made = completed(deepcopy(body))
    managed_fields.track(kind, before, made, manager, now)
    return made
