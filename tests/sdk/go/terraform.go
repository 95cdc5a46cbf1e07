package main

import (
	"fmt"
	"net/http"

	cs "github.com/alibabacloud-go/cs-20151215/v5/client"
	roa "github.com/alibabacloud-go/tea-roa/client"
	rpc "github.com/alibabacloud-go/tea-rpc/client"
	roautil "github.com/alibabacloud-go/tea-utils/service"
	"github.com/alibabacloud-go/tea/tea"
)

// liveAsTerraform makes the calls of one apply and one destroy of a cluster and a pool, each over
// the client that Terraform's provider makes it with: aliyungo for the state of a cluster, the
// typed client for what is done to it, tea-roa for node pools, tea-rpc for the network. All of them
// dial the same address over HTTPS.
func liveAsTerraform() {
	typed, states, pools, network := newCS("v2"), newAliyungo(), newROA(), newRPC()
	runtime := &roautil.RuntimeOptions{}

	describe := func(action string, form map[string]any) map[string]any {
		form["RegionId"] = region
		return must(network.DoRequest(tea.String(action), nil, tea.String("POST"),
			tea.String("2016-04-28"), tea.String("AK"), nil, form, runtime))
	}
	call := func(method, path string, query map[string]*string, body any) map[string]any {
		answer := must(pools.DoRequest(tea.String("2015-12-15"), nil, tea.String(method),
			tea.String("AK"), tea.String(path), query, nil, body, runtime))
		return answer["body"].(map[string]any)
	}
	poll := func(task any) []string {
		return until("success", []string{"running"}, func() string {
			return call(http.MethodGet, fmt.Sprintf("/tasks/%s", task), nil, nil)["state"].(string)
		})
	}

	found := describe("DescribeVSwitchAttributes", map[string]any{"VSwitchId": vswitch})
	say("vswitch", found)
	created := must(typed.CreateCluster(&cs.CreateClusterRequest{
		Name:                 tea.String("from-terraform"),
		RegionId:             tea.String(region),
		ClusterType:          tea.String("ManagedKubernetes"),
		Profile:              tea.String("Default"),
		ClusterSpec:          tea.String("ack.pro.small"),
		Vpcid:                tea.String(found["VpcId"].(string)),
		VswitchIds:           []*string{tea.String(vswitch)},
		ContainerCidr:        tea.String("172.20.0.0/16"),
		ServiceCidr:          tea.String("172.21.0.0/20"),
		NodeCidrMask:         tea.String("24"),
		ProxyMode:            tea.String("ipvs"),
		ClusterDomain:        tea.String("cluster.local"),
		EndpointPublicAccess: tea.Bool(true),
		Addons:               []*cs.Addon{},
		Tags:                 []*cs.Tag{},
	})).Body
	id := created.ClusterId
	say("create", created)
	say("create task", waitForTask(typed, created.TaskId))
	say("created", pollCluster(states, *id, "running", "initial"))
	read := func() map[string]any {
		return map[string]any{
			"detail":     must(typed.DescribeClusterDetail(id)).Body,
			"resources":  must(typed.DescribeClusterResources(id, &cs.DescribeClusterResourcesRequest{})).Body,
			"nat":        describe("DescribeNatGateways", map[string]any{"VpcId": found["VpcId"]}),
			"kubeconfig": must(typed.DescribeClusterUserKubeconfig(id, &cs.DescribeClusterUserKubeconfigRequest{PrivateIpAddress: tea.Bool(false)})).Body,
			"log":        must(typed.CheckControlPlaneLogEnable(id)).Body,
			"audit":      must(typed.GetClusterAuditProject(id)).Body,
		}
	}
	say("read", read())

	path := fmt.Sprintf("/clusters/%s/nodepools", *id)
	pool := call(http.MethodPost, path, nil, map[string]any{
		"kubernetes_config": map[string]any{
			"cms_enabled": true,
			"labels":      []any{map[string]any{"key": "a", "value": "b"}},
		},
		"nodepool_info": map[string]any{"name": "workers"},
		"scaling_group": map[string]any{
			"desired_size":         2,
			"instance_charge_type": "PostPaid",
			"instance_types":       []string{instanceType},
			"vswitch_ids":          []string{vswitch},
		},
	})
	say("pool", pool)
	path = fmt.Sprintf("%s/%s", path, pool["nodepool_id"])
	say("pool task", poll(pool["task_id"]))
	say("pool read", call(http.MethodGet, path, nil, nil))
	resized := call(http.MethodPut, path, nil, map[string]any{
		"kubernetes_config": map[string]any{},
		"nodepool_info":     map[string]any{},
		"scaling_group":     map[string]any{"desired_size": 0},
	})
	say("resize task", poll(resized["task_id"]))
	say("pool resized", call(http.MethodGet, path, nil, nil))

	changed := must(typed.ModifyCluster(id, &cs.ModifyClusterRequest{
		DeletionProtection: tea.Bool(false),
	})).Body
	say("change task", waitForTask(typed, changed.TaskId))
	say("changed", pollCluster(states, *id, "running", "updating"))
	say("read again", read())

	removed := call(http.MethodDelete, path, map[string]*string{"force": tea.String("true")}, nil)
	say("pool delete task", poll(removed["task_id"]))
	deleted := must(typed.DeleteCluster(id, &cs.DeleteClusterRequest{})).Body
	say("delete task", waitForTask(typed, deleted.TaskId))
	_, err := states.DescribeKubernetesClusterDetail(*id)
	say("gone", statusOf(err))
}

func newROA() *roa.Client {
	return must(roa.NewClient(&roa.Config{
		AccessKeyId:     tea.String(keyID()),
		AccessKeySecret: tea.String(secret()),
		RegionId:        tea.String(region),
		Endpoint:        tea.String(endpoint()),
		Protocol:        tea.String("HTTPS"),
	}))
}

func newRPC() *rpc.Client {
	return must(rpc.NewClient(&rpc.Config{
		AccessKeyId:     tea.String(keyID()),
		AccessKeySecret: tea.String(secret()),
		RegionId:        tea.String(region),
		Endpoint:        tea.String(endpoint()),
		Protocol:        tea.String("HTTPS"),
	}))
}
