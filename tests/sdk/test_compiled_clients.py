"""The official clients of Go and Java, unmodified, in the lives of ACK clusters and node pools.

The Go clients are those that Terraform's provider makes its calls with, at the versions that it
uses; they dial nothing but HTTPS.
"""

import json
import os
from base64 import b64decode
from pathlib import Path

import pytest
import yaml
from cryptography import x509

from tests.sdk import programs

SERVED = ("--clock=polling", "--auth=enforce", "--credentials=testid:testsecret")


@pytest.fixture(scope="session")
def builds(tmp_path_factory):
    """A folder for what is compiled, which all processes of a test run share."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if os.environ.get("PYTEST_XDIST_WORKER") else folder


@pytest.fixture(scope="session")
def go(builds):
    programs.GO.require()
    return programs.go_program(builds / "go-program")


@pytest.fixture(scope="session")
def java(builds):
    programs.JAVA.require()
    return programs.java_program(builds / "java-program")


@pytest.fixture
def run_go(go, serve, tmp_path):
    """Run the Go program over HTTPS, with signatures verified; gives what its steps saw."""
    served = serve(*SERVED, "--tls", f"--db={tmp_path / 'state.db'}")

    def run(*arguments):
        return go.run(*arguments, address=served.address, trust=tmp_path / "ca.pem")

    return run


@pytest.fixture
def run_java(java, serve):
    """Run the Java program over HTTP, with signatures verified; gives what its steps saw."""
    served = serve(*SERVED)

    def run(*arguments):
        return java.run(*arguments, address=served.address)

    return run


def assert_kubeconfig(text):
    """The text is a kubeconfig with a client certificate that its own authority has signed."""
    config = yaml.safe_load(text)
    [cluster], [user] = config["clusters"], config["users"]
    authority = x509.load_pem_x509_certificate(
        b64decode(cluster["cluster"]["certificate-authority-data"])
    )
    certificate = x509.load_pem_x509_certificate(b64decode(user["user"]["client-certificate-data"]))
    certificate.verify_directly_issued_by(authority)
    assert cluster["cluster"]["server"].startswith("https://")


def own_tags(cluster):
    """Its tags but for the one that the service puts on every cluster."""
    return [tag for tag in cluster["tags"] if tag["key"] != "ack.aliyun.com"]


def counts(pool):
    status = pool["status"]
    return status["state"], status["total_nodes"], status["healthy_nodes"]


@pytest.mark.parametrize("signature", ["v2", "acs3"])
def test_the_go_client_lives_through_a_cluster_and_a_pool(run_go, signature):
    seen = run_go("cs", signature)

    cluster_id = seen["create"]["cluster_id"]
    for step in ("create", "pool", "grow", "scale", "remove", "delete pool", "modify", "delete"):
        assert seen[step]["task_id"].startswith("T-"), step
        assert seen[f"{step} task"]["states"][-1] == "success"
        assert seen[f"{step} task"]["task"]["cluster_id"] == cluster_id
    detail = seen["detail"]
    assert (detail["state"], detail["cluster_type"]) == ("running", "ManagedKubernetes")
    assert own_tags(detail) == [{"key": "team", "value": "one"}]
    assert (detail["node_cidr_mask"], detail["timezone"]) == ("25", "Asia/Shanghai")
    assert detail["maintenance_window"]["weekly_period"] == "Monday,Thursday"
    assert json.loads(detail["master_url"])["api_server_endpoint"].startswith("https://")
    assert [each["cluster_id"] for each in seen["list"]["clusters"]] == [cluster_id]
    assert {each["cluster_id"] for each in seen["resources"]} == {cluster_id}
    assert_kubeconfig(seen["kubeconfig"]["config"])

    pool = seen["pool detail"]
    assert counts(pool) == ("active", 2, 2)
    assert pool["scaling_group"]["desired_size"] == 2
    assert pool["scaling_group"]["data_disks"][0]["size"] == 200
    assert pool["kubernetes_config"]["labels"] == [{"key": "a", "value": "b"}]
    assert pool["kubernetes_config"]["taints"][0]["effect"] == "NoSchedule"
    assert seen["nodes"]["page"]["total_count"] == len(seen["nodes"]["nodes"]) == 4
    [listed] = [
        each for each in seen["pools"]["nodepools"]
        if each["nodepool_info"]["nodepool_id"] == seen["pool"]["nodepool_id"]
    ]  # fmt: skip
    assert counts(listed) == ("active", 3, 3)

    assert seen["delete refused"]["status"] == 400
    assert "eletionProtection" in seen["delete refused"]["code"]
    assert seen["modified"]["name"] == "from-go"
    assert seen["modified"].get("deletion_protection") is False
    assert (seen["gone"]["status"], seen["gone"]["code"]) == (404, "ErrorClusterNotFound")
    assert seen["pool gone"]["status"] == 404


def test_aliyungo_lives_through_a_dedicated_cluster_and_a_pool(run_go):
    seen = run_go("aliyungo")

    assert seen["create task"][-1] == "success"
    assert set(seen["created"]) <= {"initial", "running"}
    detail = seen["detail"]
    assert (detail["cluster_type"], detail["state"]) == ("Kubernetes", "running")
    assert own_tags(detail) == [{"key": "team", "value": "two"}]
    assert all(isinstance(value, str) for value in detail["parameters"].values())
    assert json.loads(detail["meta_data"])["Capabilities"] is not None
    assert seen["endpoints"]["api_server_endpoint"].startswith("https://")
    assert_kubeconfig(seen["kubeconfig"]["config"])

    pool = seen["pool detail"]
    assert counts(pool) == ("active", 2, 2)
    assert pool["scaling_group"]["system_disk_size"] == 120
    assert len(seen["nodes"]["nodes"]) == 3
    masters = [each for each in seen["all nodes"] if each["instance_role"] == "Master"]
    assert len(masters) == 3
    assert all(each["ip_address"] for each in masters)
    assert seen["grown"][-1] == "active"
    assert seen["removed"] == ["removing", "scaling", "active"]
    assert seen["deleted"] == seen["pool deleted"] == ["deleting", "404"]


def test_the_four_clients_of_terraform_work_on_one_address(run_go):
    seen = run_go("terraform")

    assert seen["vswitch"]["VpcId"] == "vpc-2zedefault"
    assert seen["create task"]["states"][-1] == "success"
    assert set(seen["created"]) <= {"initial", "running"}
    read, again = seen["read"], seen["read again"]
    assert isinstance(read["nat"]["NatGateways"]["NatGateway"], list)
    assert read["detail"]["node_cidr_mask"] == "24"
    assert read["log"] is not None
    assert {**read["detail"], "updated": ""} == {**again["detail"], "updated": ""}
    assert_kubeconfig(read["kubeconfig"]["config"])
    assert seen["pool task"][-1] == seen["resize task"][-1] == "success"
    assert counts(seen["pool read"]) == ("active", 2, 2)
    assert counts(seen["pool resized"]) == ("active", 0, 0)
    assert seen["pool resized"]["scaling_group"]["desired_size"] == 0
    assert seen["change task"]["states"][-1] == seen["pool delete task"][-1] == "success"
    assert seen["gone"] == "404"


@pytest.mark.parametrize("signature", ["v2", "acs3"])
def test_the_java_client_lives_through_a_cluster_and_a_pool(run_java, signature):
    seen = run_java(signature)

    cluster_id = seen["create"]["cluster_id"]
    for step in ("create", "grow", "scale", "modify"):
        assert seen[step]["task_id"].startswith("T-"), step
        assert seen[f"{step} task"]["states"][-1] == "success"
    assert seen["detail"]["state"] == "running"
    assert own_tags(seen["detail"]) == [{"key": "team", "value": "three"}]
    assert [each["cluster_id"] for each in seen["list"]["clusters"]] == [cluster_id]
    assert {each["cluster_id"] for each in seen["resources"]} == {cluster_id}
    assert_kubeconfig(seen["kubeconfig"]["config"])
    assert seen["pool created"][-1] == "active"
    assert counts(seen["pool detail"]) == ("active", 2, 2)
    assert seen["nodes"]["page"]["total_count"] == len(seen["nodes"]["nodes"]) == 4
    assert seen["removed"] == ["removing", "scaling", "active"]
    assert seen["delete refused"]["status"] == 400
    # With the older signature this client does not tell the status.
    assert seen["delete"] == (202 if signature == "acs3" else None)
    assert seen["deleted"] == seen["pool deleted"] == ["deleting", "404"]


def test_what_the_programs_are_compiled_with_is_pinned():
    assert "h1:" in Path(programs.HERE, "go", "go.sum").read_text()
    assert "<version>3.0.15</version>" in Path(programs.HERE, "java", "pom.xml").read_text()
