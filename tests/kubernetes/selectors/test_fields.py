"""Field selectors: what they choose, and which ones a kind refuses."""

from typing import Any

import orjson
import pytest
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import KubernetesObject
from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.kubernetes.selectors import EVERYTHING, selector_of

FIELDS = (
    "involvedObject.uid",
    "reportingComponent",
    "source",
    "spec.hostNetwork",
    "spec.nodeName",
    "spec.unschedulable",
    "status.phase",
    "status.replicas",
    "status.successful",
    "type",
)
POD = Kind(kind="Pod", plural="pods", selectable=FIELDS)
MAP = Kind(kind="ConfigMap", plural="configmaps")
BODY: dict[str, Any] = {
    "kind": "Pod",
    "apiVersion": "v1",
    "metadata": {"name": "web-1", "namespace": "shop", "labels": {"app": "web"}},
    "spec": {"nodeName": "node-1", "hostNetwork": True, "replicas": 3},
    "status": {"phase": "Running", "succeeded": 2},
    "source": {"component": "kubelet"},
    "reportingComponent": "",
    "type": "a,b=c",
}


def _record(body: dict[str, Any]) -> KubernetesObject:
    return KubernetesObject(
        serial=1,
        key="c1/pods/shop/web-1",
        cluster_id="c1",
        resource="pods",
        namespace="shop",
        name=body["metadata"]["name"],
        uid="u1",
        version=1,
        body=orjson.dumps(body).decode(),
    )


@pytest.mark.parametrize(
    ("text", "is_chosen"),
    [
        ("metadata.name=web-1", True),
        ("metadata.name==web-1", True),
        ("metadata.name=web-2", False),
        ("metadata.name!=web-1", False),
        ("metadata.name!=web-2", True),
        ("metadata.namespace=shop", True),
        ("metadata.namespace=default", False),
        ("spec.nodeName=node-1,status.phase!=Succeeded,status.phase!=Failed", True),
        ("spec.nodeName=node-1,status.phase!=Running", False),
        ("spec.nodeName=", False),
        ("spec.hostNetwork=true", True),
        ("spec.unschedulable=false", True),
        ("spec.unschedulable=true", False),
        ("status.replicas=0", True),
        ("status.successful=2", True),
        ("source=kubelet", True),
        ("reportingComponent=", True),
        ("involvedObject.uid=", True),
        (r"type=a\,b\=c", True),
        (r"type=a\,b", False),
        ("status.phase=Running,", True),
    ],
)
def test_a_selector_chooses_by_the_fields_of_its_kind(text: str, is_chosen: bool) -> None:
    assert selector_of({"fieldSelector": text}, POD).matches(_record(BODY)) is is_chosen


def test_labels_and_fields_are_both_to_be_met() -> None:
    both = {"labelSelector": "app=web", "fieldSelector": "status.phase=Running"}

    assert selector_of(both, POD).matches(_record(BODY))
    assert not selector_of({**both, "labelSelector": "app=db"}, POD).matches(_record(BODY))
    assert not selector_of({**both, "fieldSelector": "status.phase="}, POD).matches(_record(BODY))


def test_an_object_without_labels_is_chosen_by_what_it_does_not_have() -> None:
    bare = _record({"kind": "Pod", "apiVersion": "v1", "metadata": {"name": "web-1"}})

    assert selector_of({"labelSelector": "!app"}, POD).matches(bare)
    assert selector_of({"labelSelector": ""}, POD) is EVERYTHING
    assert EVERYTHING.matches(bare)


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        (POD, "spec.color=red", "field label not supported: spec.color"),
        (
            MAP,
            "data.key=1",
            '"data.key" is not a known field selector: only "metadata.name", "metadata.namespace"',
        ),
        (MAP, "name", "invalid selector: 'name'; can't understand 'name'"),
        (MAP, "a=b=c", "invalid selector: 'a=b=c'; can't understand 'a=b=c'"),
    ],
)
def test_a_field_that_the_kind_cannot_be_selected_by_is_refused(
    kind: Kind, text: str, message: str
) -> None:
    with pytest.raises(ApiError) as caught:
        selector_of({"fieldSelector": text}, kind)

    assert (caught.value.status, caught.value.message) == (400, message)
