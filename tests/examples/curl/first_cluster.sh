#!/usr/bin/env bash
#
# Creates a cluster, moves time until it runs, and deletes it.
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
    "name": "my-test-cluster", "size": 2, "region_id": "cn-beijing",
    "instance_type": "ecs.n1.small", "network_mode": "vpc",
    "vpc_id": "vpc-2zedefault", "vswitch_id": "vsw-2zedefaultb", "subnet_cidr": "172.28.1.0/24",
    "password": "TestPwd124", "data_disk_category": "cloud_ssd", "data_disk_size": 40}' | field cluster_id)
echo "created $id"

state=initial
while [ "$state" != running ]; do
    call POST /_simulator/clock/advance '{"by": "1m"}' > /dev/null # a minute that takes no time
    state=$(call GET "/clusters/$id" | field state)
    echo "$state"
    [ "$state" != failed ] || exit 1
done

call DELETE "/clusters/$id" > /dev/null
call POST /_simulator/clock/advance '{"until": "idle"}' > /dev/null
echo "left: $(call GET /clusters)"
