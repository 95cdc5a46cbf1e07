#!/usr/bin/env bash
#
# Creates a Kubernetes cluster with a node pool, moves time until it runs, and deletes it.
# Run it: cs-simulator start && bash first_cluster.sh

set -euo pipefail

url=${CS_SIMULATOR_URL:-http://127.0.0.1:8015}

call() { # METHOD PATH [BODY]
    curl --silent --show-error --fail-with-body --request "$1" "$url$2" \
        --header 'Content-Type: application/json' ${3:+--data "$3"}
}

field() { # the value of a field of the JSON that comes in
    python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"
}

id=$(call POST /clusters '{
    "name": "my-test-cluster", "cluster_type": "ManagedKubernetes", "region_id": "cn-beijing",
    "vpcid": "vpc-2zedefault", "vswitch_ids": ["vsw-2zedefaultb"],
    "container_cidr": "172.20.0.0/16", "service_cidr": "172.21.0.0/20",
    "nodepools": [{"nodepool_info": {"name": "workers"}, "scaling_group": {
        "desired_size": 2, "instance_types": ["ecs.g7.xlarge"],
        "vswitch_ids": ["vsw-2zedefaultb"]}}]}' | field cluster_id)
echo "created $id"

state=initial
while [ "$state" != running ]; do
    call POST /_simulator/clock/advance '{"by": "1m"}' > /dev/null # a minute that takes no time
    state=$(call GET "/clusters/$id" | field state)
    echo "$state"
    [ "$state" != failed ] || exit 1
done

call POST /_simulator/clock/advance '{"until": "idle"}' > /dev/null
echo "nodes: $(call GET "/clusters/$id/nodes" | grep -o '"node_status":"Ready"' | wc -l)"

call DELETE "/clusters/$id" > /dev/null
call POST /_simulator/clock/advance '{"until": "idle"}' > /dev/null
echo "left: $(call GET /clusters)"
