"""The manifest of the agent that joins a foreign cluster to the service, for ``kubectl apply``.

What its parts are called is known from the documents on registered clusters; the text is our own.
"""

from typing import NamedTuple

ADMIN, RESTRICTED = "admin", "restricted"
_VERSION = "v1.13.1.105-g8ee9abb-aliyun"


class Agent(NamedTuple):
    """What is particular about the agent of one cluster."""

    cluster_id: str
    region_id: str
    server: str
    """The address to which it connects, an URL."""
    token: str
    """The secret by which the service recognises it."""
    image_domain: str
    """The name of the registry's network: ``-vpc`` within the VPC, else empty."""


def manifest(agent: Agent, mode: str) -> str:
    """The YAML for an agent that may do everything or, in the mode *restricted*, very little."""
    rights = _EVERYTHING if mode == ADMIN else _RESTRICTED
    return f"{_ACCOUNT}{rights}{_credentials(agent)}{_deployment(agent, mode)}"


_ACCOUNT = """apiVersion: v1
kind: ServiceAccount
metadata:
  name: ack
  namespace: kube-system
"""

_EVERYTHING = """---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: ack-admin-binding
  labels:
    ack/creator: "ack"
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: cluster-admin
subjects:
- kind: ServiceAccount
  name: ack
  namespace: kube-system
"""

_RESTRICTED = """---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: ack-agent-role
  namespace: kube-system
  labels:
    ack/creator: "ack"
rules:
- apiGroups: [""]
  resources: ["configmaps"]
  verbs: ["create"]
- apiGroups: [""]
  resources: ["configmaps"]
  resourceNames: ["ack-agent-config", "provider"]
  verbs: ["get", "update"]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: ack-agent-binding
  namespace: kube-system
  labels:
    ack/creator: "ack"
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: ack-agent-role
subjects:
- kind: ServiceAccount
  name: ack
  namespace: kube-system
"""


def _credentials(agent: Agent) -> str:
    return f"""---
apiVersion: v1
kind: Secret
metadata:
  name: ack-credentials
  namespace: kube-system
type: Opaque
stringData:
  token: "{agent.token}"
  url: "{agent.server}"
"""


def _deployment(agent: Agent, mode: str) -> str:
    registry = f"registry{agent.image_domain}.{agent.region_id}.aliyuncs.com"
    return f"""---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ack-cluster-agent
  namespace: kube-system
spec:
  replicas: 2
  selector:
    matchLabels:
      app: ack-cluster-agent
  template:
    metadata:
      labels:
        app: ack-cluster-agent
    spec:
      serviceAccountName: ack
      containers:
      - name: agent
        image: {registry}/acs/agent:{_VERSION}
        env:
        - name: ALIBABA_CLOUD_CLUSTER_ID
          value: "{agent.cluster_id}"
        - name: ALIBABA_CLOUD_REGION
          value: "{agent.region_id}"
        - name: AGENT_MODE
          value: "{mode}"
        volumeMounts:
        - name: credentials
          mountPath: /ack-credentials
          readOnly: true
      volumes:
      - name: credentials
        secret:
          secretName: ack-credentials
"""
