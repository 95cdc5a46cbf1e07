"""The shared simulator of ``shared/``, in Kubernetes and by Compose: it fits the formats of these
tools, and its pieces agree with each other, with the image and with the proxy's configuration.
"""

import json
import re

import kubernetes_validate
import pytest
import yaml

from tests.examples.shared_files import (
    COMPOSE,
    NAMES,
    SHARED,
    TOKEN,
    composed,
    container_of,
    kustomized,
    of_kind,
    options,
    pod_of,
)
from tests.examples.test_deployments import POD, check
from tests.support.haproxy import SHIPPED, with_servers

SINCE = "1.30"
CONFIGURATION = "/usr/local/etc/haproxy"  # where the image haproxy looks for it
README = (SHARED / "README.md").read_text("utf-8")
HAPROXY = (SHIPPED / "haproxy.cfg").read_text("utf-8")
SERVERS = dict(re.findall(r'^    server (\S+) "\$\{REPLICA_\d-([^}]+)\}"', HAPROXY, re.MULTILINE))
BINDS = [int(port) for port in re.findall(r'^    bind "\$\{\w+-:(\d+)\}"', HAPROXY, re.MULTILINE)]


def test_shared_ports_and_servers_are_found_in_the_configuration():
    assert list(SERVERS) == NAMES
    assert len(BINDS) == 2


def test_shared_variables_of_the_proxy_are_explained_with_their_defaults():
    defaults = dict(re.findall(r'"?\$\{(PROXY_\w+)-([^}]+)\}"', HAPROXY))
    assert len(defaults) == 3
    for name, default in defaults.items():
        assert re.search(rf"^\| `{name}` \| `?{default}`? \|", README, re.MULTILINE), name
        assert name in HAPROXY.partition("\nglobal\n")[0]


def test_shared_line_of_a_fourth_server_is_as_those_that_are_there():
    [added] = re.findall(r"`(server [^`]*)`", README)
    fourth = f"    {added}\n"
    assert fourth in with_servers(HAPROXY, [*NAMES, "cs-simulator-3"])
    assert fourth not in HAPROXY


# ---- Kubernetes


@pytest.fixture
def replicas():
    [found] = of_kind("StatefulSet").values()
    return found


@pytest.fixture
def proxies():
    [found] = of_kind("Deployment").values()
    return found


def ports_of(workload):
    return {each["name"]: each["containerPort"] for each in container_of(workload)["ports"]}


def test_shared_objects_are_accepted_by_kubernetes_and_would_not_be_with_another_word():
    for each in kustomized():
        kubernetes_validate.validate(each, SINCE, strict=True)
    [stateful_set] = [each for each in kustomized() if each["kind"] == "StatefulSet"]
    wrong = json.loads(json.dumps(stateful_set))
    wrong["spec"]["template"]["spec"]["enableServiceLink"] = False
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, SINCE, strict=True)


def test_shared_files_are_those_that_the_proxies_read(proxies):
    [(name, written)] = of_kind("ConfigMap").items()
    assert written["data"] == {each.name: each.read_text("utf-8") for each in SHIPPED.iterdir()}
    [volume] = pod_of(proxies)["volumes"]
    assert volume["configMap"] == {"name": name}
    [mount] = container_of(proxies)["volumeMounts"]
    assert (mount["name"], mount["mountPath"]) == (volume["name"], CONFIGURATION)


def test_shared_services_are_the_servers_of_the_proxies_and_lead_to_one_pod_each(replicas):
    name, services = replicas["metadata"]["name"], of_kind("Service")
    pods = [f"{name}-{number}" for number in range(replicas["spec"]["replicas"])]
    assert pods == list(SERVERS)
    for pod, address in SERVERS.items():
        service = services[pod]["spec"]
        [port] = service["ports"]
        assert service["selector"] == {"statefulset.kubernetes.io/pod-name": pod}
        assert address == f"{pod}:{port['port']}"
        assert port.get("targetPort", port["port"]) == ports_of(replicas)["api"]


def test_shared_names_of_the_pods_are_those_at_which_clusters_are_called(replicas):
    governing = replicas["spec"]["serviceName"]
    service = of_kind("Service")[governing]["spec"]
    assert service["clusterIP"] == "None"
    assert service["publishNotReadyAddresses"] is True
    advertised = options(container_of(replicas)["args"])["--advertised-host"]
    assert advertised == f"$(POD_NAME).{governing}.$(POD_NAMESPACE).svc"
    assert options(container_of(replicas)["args"])["--replica"] == "$(POD_NAME)"


@pytest.mark.parametrize("kind", ["StatefulSet", "Deployment"])
def test_shared_pods_are_chosen_by_the_labels_that_they_have(kind):
    [(name, workload)] = of_kind(kind).items()
    labels = workload["spec"]["template"]["metadata"]["labels"]
    assert workload["spec"]["selector"]["matchLabels"] == labels
    assert of_kind("Service")[name]["spec"]["selector"] == labels
    budget = of_kind("PodDisruptionBudget")[name]["spec"]
    assert budget == {"maxUnavailable": 1, "selector": {"matchLabels": labels}}
    [spread] = pod_of(workload)["topologySpreadConstraints"]
    assert spread["labelSelector"]["matchLabels"] == labels


def test_shared_proxies_are_called_and_probed_at_the_ports_of_their_configuration(proxies):
    assert list(ports_of(proxies).values()) == BINDS
    [port] = of_kind("Service")[proxies["metadata"]["name"]]["spec"]["ports"]
    assert (port["port"], port["targetPort"]) == (BINDS[0], "calls")
    for name in ("startupProbe", "readinessProbe", "livenessProbe"):
        probe = container_of(proxies)[name]["httpGet"]
        assert f"monitor-uri {probe['path']}\n" in HAPROXY
        assert probe["port"] == "operators"


def test_shared_replicas_agree_with_the_image_and_are_as_careful_as_the_sidecar(replicas, image):
    container, pod = container_of(replicas), pod_of(replicas)
    [sidecar] = list(yaml.safe_load_all(POD.read_text()))[1]["spec"]["initContainers"]
    for key in ("image", "imagePullPolicy", "ports", "securityContext", "readinessProbe",
                "livenessProbe"):  # fmt: skip
        assert container[key] == sidecar[key], key
    assert container["startupProbe"]["httpGet"] == sidecar["startupProbe"]["httpGet"]
    assert pod["securityContext"]["fsGroup"] == container["securityContext"]["runAsGroup"]
    assert pod["enableServiceLinks"] is False  # CS_SIMULATOR_PORT would be its setting
    mounts = {each["mountPath"]: each["name"] for each in container["volumeMounts"]}
    [claim] = replicas["spec"]["volumeClaimTemplates"]
    assert mounts.pop(image.last("VOLUME")) == claim["metadata"]["name"]
    [(folder, volume)] = mounts.items()
    assert volume == pod["volumes"][0]["name"]
    given = options(container["args"])
    assert given["--authority-certificate"] == f"{folder}/tls.crt"
    assert given["--authority-key"] == f"{folder}/tls.key"


def test_shared_secrets_are_made_by_the_commands_that_are_shown_and_by_no_file(replicas):
    assert "Secret" not in {each["kind"] for each in kustomized()}
    shown = (SHARED / "kustomization.yaml").read_text()
    [volume] = pod_of(replicas)["volumes"]
    assert f"kubectl create secret tls {volume['secret']['secretName']} " in shown
    [token] = [each for each in container_of(replicas)["env"] if each["name"] == TOKEN]
    key = token["valueFrom"]["secretKeyRef"]
    wanted = f"kubectl create secret generic {key['name']} --from-literal={key['key']}="
    assert wanted in shown.replace("\\\n#         ", "")


def test_shared_pods_have_the_time_that_their_end_takes(replicas, proxies):
    delay = float(options(container_of(replicas)["args"])["--shutdown-delay"])
    readiness = container_of(replicas)["readinessProbe"]
    assert delay > readiness["periodSeconds"]
    assert pod_of(replicas)["terminationGracePeriodSeconds"] > delay + 30
    pause = container_of(proxies)["lifecycle"]["preStop"]["sleep"]["seconds"]
    [rest] = re.findall(r"hard-stop-after (\d+)s", HAPROXY)
    assert pod_of(proxies)["terminationGracePeriodSeconds"] > pause + int(rest)


# ---- Compose


@pytest.fixture
def compose():
    return composed()


def test_shared_compose_file_fits_its_schema_and_would_not_with_another_word(tmp_path):
    done = check(COMPOSE, "compose-spec")
    assert done.returncode == 0, done.stdout
    wrong = tmp_path / "compose.yaml"
    wrong.write_text(COMPOSE.read_text().replace("  restart:", "  restarts:"))
    assert check(wrong, "compose-spec").returncode == 1


def test_shared_compose_services_are_the_servers_of_the_proxy(compose):
    services = compose["services"]
    assert list(services) == [*SERVERS, "proxy"]
    for number, (name, address) in enumerate(SERVERS.items()):
        here = services[name]["networks"]["shared"]["ipv4_address"]
        port = address.rpartition(":")[2]
        assert services["proxy"]["environment"][f"REPLICA_{number}"] == f"{here}:{port}"
    assert f"./haproxy:{CONFIGURATION}:ro" in services["proxy"]["volumes"]
    assert [int(each.rpartition(":")[2]) for each in services["proxy"]["ports"]] == BINDS


def test_shared_compose_replicas_have_names_volumes_and_ports_of_their_own(compose, image):
    services = [compose["services"][name] for name in NAMES]
    for name, service in zip(NAMES, services, strict=True):
        given = options(service["command"])
        port = given["--master-port"]
        assert given["--replica"] == name
        assert service["ports"] == [f"{port}:{port}"]
    volumes = [service["volumes"] for service in services]
    assert {each.partition(":")[2] for [each] in volumes} == {image.last("VOLUME")}
    names = {each.partition(":")[0] for [each] in volumes}
    assert (len(names), names) == (3, set(compose["volumes"]))
    assert len({service["ports"][0] for service in services}) == 3


def test_shared_compose_gives_all_replicas_the_authority_of_the_secrets(compose):
    secrets = compose["secrets"]
    for name in NAMES:
        service = compose["services"][name]
        assert service["secrets"] == list(secrets)
        for secret in secrets:
            variable = "CS_SIMULATOR_" + secret.upper().replace("-", "_")
            assert service["environment"][variable] == f"/run/secrets/{secret}"
