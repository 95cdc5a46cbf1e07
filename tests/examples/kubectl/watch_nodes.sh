#!/usr/bin/env bash
#
# Creates a Kubernetes cluster, and watches its nodes by kubectl while a scenario loses one of them.
# Run it: cs-simulator start --clock polling --scenario ack-node-lost && bash watch_nodes.sh

set -euo pipefail

url=${CS_SIMULATOR_URL:-http://127.0.0.1:8015}

id=$(curl --silent --show-error --fail-with-body "$url/clusters" --header 'Content-Type: application/json' --data '{
    "name": "my-test-cluster", "cluster_type": "ManagedKubernetes", "region_id": "cn-beijing",
    "vpcid": "vpc-2zedefault", "vswitch_ids": ["vsw-2zedefaultb"],
    "container_cidr": "172.20.0.0/16", "service_cidr": "172.21.0.0/20",
    "nodepools": [{"nodepool_info": {"name": "workers"}, "scaling_group": {
        "desired_size": 3, "instance_types": ["ecs.g7.xlarge"],
        "vswitch_ids": ["vsw-2zedefaultb"]}}]}' |
    python3 -c 'import json, sys; print(json.load(sys.stdin)["cluster_id"])')
cs-simulator clock advance --settled > /dev/null # until the cluster and its nodes are there

KUBECONFIG=$(mktemp)
export KUBECONFIG
cs-simulator kubeconfig "$id" > "$KUBECONFIG"

seen=0
while read -r name status _; do
    echo "$name $status"
    [ "$status" != NotReady ] || break
    [ $((++seen)) != 3 ] || cs-simulator clock advance 10m > /dev/null # the scenario loses one then
done < <(kubectl get nodes --watch --no-headers)

kubectl get events --all-namespaces --output name \
    --field-selector reason=NodeNotReady,involvedObject.kind=Node # its pods have some, too
kill $! 2> /dev/null || true # the watch, which has no end of its own
rm "$KUBECONFIG"
