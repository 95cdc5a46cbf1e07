"""Registered clusters: the agent by which a foreign cluster joins."""

import yaml

from tests.sdk.typed import there as given
from tests.sdk.typed.rows._row import CLUSTER, row


def _a_registered_cluster(there):
    given.a_cluster_of_kind(there, "registered")


@row(
    "DescribeExternalAgent", _a_registered_cluster, *CLUSTER,
    request={"PrivateIpAddress": "true", "AgentMode": "restricted"},
)  # fmt: skip
def _hands_out_the_agent(there, answer):
    parts = {part["kind"]: part for part in yaml.safe_load_all(answer["config"])}
    container = parts["Deployment"]["spec"]["template"]["spec"]["containers"][0]
    settings = {each["name"]: each["value"] for each in container["env"]}
    assert settings["ALIBABA_CLOUD_CLUSTER_ID"] == there.ids["cluster_id"]
    assert settings["AGENT_MODE"] == "restricted"
    assert parts["Role"]["rules"]
