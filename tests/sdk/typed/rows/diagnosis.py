"""Diagnoses of clusters: begun, and what they found."""

import json

from tests.sdk.typed import there as given
from tests.sdk.typed.rows._row import CLUSTER, row

DIAGNOSIS = ("cluster_id", "diagnosis_id")


def _a_diagnosis(there):
    """A diagnosis of a lost node that is over."""
    given.a_lost_node(there)
    request = {"type": "node", "target": {"name": there.ids["lost"]}}
    there.ids |= there.ask("CreateClusterDiagnosis", "cluster_id", request=request).raw
    there.settle()


@row(
    "CreateClusterDiagnosis", given.a_lost_node, *CLUSTER,
    request=lambda there: {"type": "node", "target": {"name": there.ids["lost"]}},
)  # fmt: skip
def _diagnoses_a_node(there, answer):
    there.ids |= answer
    begun = there.ask("GetClusterDiagnosisResult", *DIAGNOSIS, request={}).raw
    assert (begun["status"], begun["result"], begun["finished"]) == (1, "", "")
    there.settle()
    assert there.ask("GetClusterDiagnosisResult", *DIAGNOSIS, request={}).raw["status"] == 2


@row("GetClusterDiagnosisResult", _a_diagnosis, *DIAGNOSIS, request={"language": "en"})
def _tells_what_was_found(there, answer):
    assert answer["diagnosis_id"] == there.ids["diagnosis_id"]
    assert json.loads(answer["target"]) == {"name": there.ids["lost"]}
    assert (answer["type"], answer["status"], answer["code"]) == ("node", 2, 0)
    assert there.ids["lost"] in answer["result"]


@row("GetClusterDiagnosisCheckItems", _a_diagnosis, *DIAGNOSIS, request={"language": "en"})
def _lists_what_was_checked(there, answer):
    assert (answer["code"], answer["is_success"]) == ("success", True)
    bad = [item for item in answer["check_items"] if there.ids["lost"] in item["message"]]
    assert bad
    assert "normal" not in {item["level"] for item in bad}
    assert "normal" in {item["level"] for item in answer["check_items"]}
