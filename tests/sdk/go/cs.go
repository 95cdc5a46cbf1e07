package main

import (
	"errors"

	cs "github.com/alibabacloud-go/cs-20151215/v5/client"
	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	"github.com/alibabacloud-go/tea/tea"
)

// newCS makes a client. Its own signature is v2 (HMAC-SHA1); later majors sign with ACS3, which
// this one does as well where it is set after construction. It dials HTTPS, as Terraform's does.
func newCS(signature string) *cs.Client {
	client := must(cs.NewClient(&openapi.Config{
		AccessKeyId:     tea.String(keyID()),
		AccessKeySecret: tea.String(secret()),
		RegionId:        tea.String(region),
		Endpoint:        tea.String(endpoint()),
		Protocol:        tea.String("HTTPS"),
	}))
	client.SignatureAlgorithm = tea.String(signature)
	return client
}

func liveWithCS(signature string) {
	client := newCS(signature)

	created := must(client.CreateCluster(&cs.CreateClusterRequest{
		Name:                 tea.String("from-go-" + signature),
		RegionId:             tea.String(region),
		ClusterType:          tea.String("ManagedKubernetes"),
		ClusterSpec:          tea.String("ack.pro.small"),
		Profile:              tea.String("Default"),
		Vpcid:                tea.String(vpc),
		VswitchIds:           []*string{tea.String(vswitch)},
		ContainerCidr:        tea.String("172.20.0.0/16"),
		ServiceCidr:          tea.String("172.21.0.0/20"),
		NodeCidrMask:         tea.String("25"),
		ProxyMode:            tea.String("ipvs"),
		SnatEntry:            tea.Bool(true),
		EndpointPublicAccess: tea.Bool(true),
		DeletionProtection:   tea.Bool(true),
		Timezone:             tea.String("Asia/Shanghai"),
		Tags:                 []*cs.Tag{{Key: tea.String("team"), Value: tea.String("one")}},
		MaintenanceWindow: &cs.MaintenanceWindow{
			Enable:          tea.Bool(true),
			MaintenanceTime: tea.String("2026-01-01T03:00:00.000+08:00"),
			Duration:        tea.String("3h"),
			WeeklyPeriod:    tea.String("Monday,Thursday"),
		},
	})).Body
	say("create", created)
	id := created.ClusterId
	say("create task", waitForTask(client, created.TaskId))
	say("detail", must(client.DescribeClusterDetail(id)).Body)
	say("resources", must(client.DescribeClusterResources(id, &cs.DescribeClusterResourcesRequest{})).Body)
	listed := must(client.DescribeClustersV1(&cs.DescribeClustersV1Request{Name: tea.String("from-go-" + signature)}))
	say("list", listed.Body)
	config := must(client.DescribeClusterUserKubeconfig(id, &cs.DescribeClusterUserKubeconfigRequest{
		PrivateIpAddress: tea.Bool(false), TemporaryDurationMinutes: tea.Int64(60),
	})).Body
	say("kubeconfig", config)

	pool := livePool(client, id)

	_, err := client.DeleteCluster(id, &cs.DeleteClusterRequest{})
	say("delete refused", refusalOf(err))
	unlocked := must(client.ModifyCluster(id, &cs.ModifyClusterRequest{
		DeletionProtection: tea.Bool(false), ClusterName: tea.String("from-go"),
	})).Body
	say("modify", unlocked)
	say("modify task", waitForTask(client, unlocked.TaskId))
	say("modified", must(client.DescribeClusterDetail(id)).Body)
	deleted := must(client.DeleteCluster(id, &cs.DeleteClusterRequest{
		RetainAllResources: tea.Bool(false),
		RetainResources:    []*string{},
		DeleteOptions: []*cs.DeleteClusterRequestDeleteOptions{
			{ResourceType: tea.String("SLB"), DeleteMode: tea.String("delete")},
		},
	})).Body
	say("delete", deleted)
	say("delete task", waitForTask(client, deleted.TaskId))
	_, err = client.DescribeClusterDetail(id)
	say("gone", refusalOf(err))
	_, err = client.DescribeClusterNodePoolDetail(id, pool)
	say("pool gone", refusalOf(err))
}

// livePool makes a pool of two nodes, grows it by each of both ways, removes a node and then the
// pool.
func livePool(client *cs.Client, id *string) *string {
	created := must(client.CreateClusterNodePool(id, &cs.CreateClusterNodePoolRequest{
		NodepoolInfo: &cs.CreateClusterNodePoolRequestNodepoolInfo{Name: tea.String("workers")},
		ScalingGroup: &cs.CreateClusterNodePoolRequestScalingGroup{
			DesiredSize:        tea.Int64(2),
			InstanceTypes:      []*string{tea.String(instanceType)},
			InstanceChargeType: tea.String("PostPaid"),
			VswitchIds:         []*string{tea.String(vswitch)},
			SystemDiskCategory: tea.String("cloud_essd"),
			SystemDiskSize:     tea.Int64(120),
			DataDisks: []*cs.DataDisk{
				{Category: tea.String("cloud_essd"), Size: tea.Int64(200)},
			},
		},
		KubernetesConfig: &cs.CreateClusterNodePoolRequestKubernetesConfig{
			CmsEnabled: tea.Bool(true),
			Labels:     []*cs.Tag{{Key: tea.String("a"), Value: tea.String("b")}},
			Taints: []*cs.Taint{
				{Key: tea.String("t"), Value: tea.String("1"), Effect: tea.String("NoSchedule")},
			},
		},
	})).Body
	say("pool", created)
	pool := created.NodepoolId
	say("pool task", waitForTask(client, created.TaskId))
	say("pool detail", must(client.DescribeClusterNodePoolDetail(id, pool)).Body)

	grown := must(client.ModifyClusterNodePool(id, pool, &cs.ModifyClusterNodePoolRequest{
		ScalingGroup: &cs.ModifyClusterNodePoolRequestScalingGroup{DesiredSize: tea.Int64(3)},
	})).Body
	say("grow", grown)
	say("grow task", waitForTask(client, grown.TaskId))
	scaled := must(client.ScaleClusterNodePool(id, pool, &cs.ScaleClusterNodePoolRequest{
		Count: tea.Int64(1),
	})).Body
	say("scale", scaled)
	say("scale task", waitForTask(client, scaled.TaskId))
	nodes := must(client.DescribeClusterNodes(id, &cs.DescribeClusterNodesRequest{
		NodepoolId: pool, PageSize: tea.String("50"), PageNumber: tea.String("1"),
	})).Body
	say("nodes", nodes)

	removed := must(client.RemoveNodePoolNodes(id, pool, &cs.RemoveNodePoolNodesRequest{
		InstanceIds: []*string{nodes.Nodes[0].InstanceId},
		DrainNode:   tea.Bool(true),
		ReleaseNode: tea.Bool(true),
	})).Body
	say("remove", removed)
	say("remove task", waitForTask(client, removed.TaskId))
	say("pools", must(client.DescribeClusterNodePools(id, &cs.DescribeClusterNodePoolsRequest{})).Body)
	deleted := must(client.DeleteClusterNodepool(id, pool, &cs.DeleteClusterNodepoolRequest{
		Force: tea.Bool(true),
	})).Body
	say("delete pool", deleted)
	say("delete pool task", waitForTask(client, deleted.TaskId))
	return pool
}

func waitForTask(client *cs.Client, id *string) map[string]any {
	var task *cs.DescribeTaskInfoResponseBody
	states := until("success", []string{"running"}, func() string {
		task = must(client.DescribeTaskInfo(id)).Body
		return tea.StringValue(task.State)
	})
	return map[string]any{"states": states, "task": task}
}

// refusalOf returns what the client tells of an error answer; an answer without one is a failure.
func refusalOf(err error) map[string]any {
	var refused *tea.SDKError
	if !errors.As(err, &refused) {
		fail("this must be refused")
	}
	return map[string]any{
		"code":    tea.StringValue(refused.Code),
		"status":  tea.IntValue(refused.StatusCode),
		"message": tea.StringValue(refused.Message),
	}
}
