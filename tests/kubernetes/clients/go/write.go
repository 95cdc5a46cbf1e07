package main

import (
	"context"

	apps "k8s.io/api/apps/v1"
	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/intstr"
	applied "k8s.io/client-go/applyconfigurations/core/v1"
)

// write makes, changes, applies and deletes objects, and compares what comes back with what it sent.
func write(ctx context.Context, all clients) {
	writePod(ctx, all)
	writeDeployment(ctx, all)
	writeNode(ctx, all)
	writeEvent(ctx, all)
	apply(ctx, all)
}

func pointer[T any](value T) *T { return &value }

func writePod(ctx context.Context, all clients) {
	sent := &core.Pod{
		ObjectMeta: meta.ObjectMeta{Name: "full", Labels: map[string]string{"app": "full"}},
		Spec: core.PodSpec{
			Containers: []core.Container{{
				Name: "web", Image: "nginx:1", ImagePullPolicy: core.PullAlways,
				Args: []string{"-c", ""},
				Env: []core.EnvVar{{Name: "EMPTY"}, {Name: "NODE", ValueFrom: &core.EnvVarSource{
					FieldRef: &core.ObjectFieldSelector{APIVersion: "v1", FieldPath: "spec.nodeName"}}}},
				Ports: []core.ContainerPort{{ContainerPort: 80, Protocol: core.ProtocolTCP}},
				Resources: core.ResourceRequirements{
					Requests: core.ResourceList{core.ResourceCPU: resource.MustParse("250m")},
					Limits:   core.ResourceList{core.ResourceCPU: resource.MustParse("1")},
				},
				ReadinessProbe: &core.Probe{
					ProbeHandler: core.ProbeHandler{HTTPGet: &core.HTTPGetAction{
						Path: "/", Port: intstr.FromString("http"), Scheme: core.URISchemeHTTP}},
					TimeoutSeconds: 1, PeriodSeconds: 10, SuccessThreshold: 1, FailureThreshold: 3,
				},
				VolumeMounts:    []core.VolumeMount{{Name: "empty", MountPath: "/empty"}},
				SecurityContext: &core.SecurityContext{RunAsUser: pointer[int64](0), Privileged: pointer(false)},
			}},
			Volumes: []core.Volume{{Name: "empty", VolumeSource: core.VolumeSource{
				EmptyDir: &core.EmptyDirVolumeSource{SizeLimit: pointer(resource.MustParse("1Gi"))}}}},
			SchedulerName:                 "nobody", // so that only the program writes its status
			TerminationGracePeriodSeconds: pointer[int64](0),
			Tolerations:                   []core.Toleration{{Operator: core.TolerationOpExists}},
			Affinity: &core.Affinity{NodeAffinity: &core.NodeAffinity{
				RequiredDuringSchedulingIgnoredDuringExecution: &core.NodeSelector{
					NodeSelectorTerms: []core.NodeSelectorTerm{{MatchExpressions: []core.NodeSelectorRequirement{
						{Key: "zone", Operator: core.NodeSelectorOpIn, Values: []string{"a", "b"}}}}}}}},
		},
	}
	pods := all.core.Pods(namespace)
	kept := made(pods.Create(ctx, sent, meta.CreateOptions{}))
	sent.Spec.Containers[0].TerminationMessagePath = kept.Spec.Containers[0].TerminationMessagePath
	sent.Spec.Containers[0].TerminationMessagePolicy = kept.Spec.Containers[0].TerminationMessagePolicy
	say("pod", map[string]any{
		"container":    equality.Semantic.DeepEqual(sent.Spec.Containers, kept.Spec.Containers),
		"volumes":      equality.Semantic.DeepEqual(sent.Spec.Volumes, kept.Spec.Volumes),
		"affinity":     equality.Semantic.DeepEqual(sent.Spec.Affinity, kept.Spec.Affinity),
		"grace period": *kept.Spec.TerminationGracePeriodSeconds,
		"manager":      kept.ManagedFields[0].Manager,
	})
	kept.Status.Phase = core.PodRunning
	kept.Status.StartTime = pointer(meta.Unix(1_800_000_000, 0))
	kept = made(pods.UpdateStatus(ctx, kept, meta.UpdateOptions{}))
	say("pod status", map[string]any{"phase": kept.Status.Phase, "start": kept.Status.StartTime.Unix()})
	wrong := meta.DeleteOptions{Preconditions: meta.NewUIDPreconditions("another")}
	say("pod kept", errors.IsConflict(pods.Delete(ctx, "full", wrong)))
	right := meta.DeleteOptions{
		Preconditions: meta.NewUIDPreconditions(string(kept.UID)), GracePeriodSeconds: pointer[int64](0)}
	check(pods.Delete(ctx, "full", right))
	_, err := pods.Get(ctx, "full", meta.GetOptions{})
	say("pod gone", errors.IsNotFound(err))
}

func writeDeployment(ctx context.Context, all clients) {
	labels := map[string]string{"app": "web"}
	deployments := all.apps.Deployments(namespace)
	kept := made(deployments.Create(ctx, &apps.Deployment{
		ObjectMeta: meta.ObjectMeta{GenerateName: "web-"},
		Spec: apps.DeploymentSpec{
			Replicas: pointer[int32](0),
			Selector: &meta.LabelSelector{MatchLabels: labels},
			Strategy: apps.DeploymentStrategy{RollingUpdate: &apps.RollingUpdateDeployment{
				MaxSurge: pointer(intstr.FromInt32(0)), MaxUnavailable: pointer(intstr.FromString("50%"))}},
			Template: core.PodTemplateSpec{
				ObjectMeta: meta.ObjectMeta{Labels: labels},
				Spec:       core.PodSpec{Containers: []core.Container{{Name: "web", Image: "nginx"}}},
			},
		},
	}, meta.CreateOptions{FieldManager: "go"}))
	say("deployment", map[string]any{
		"replicas": kept.Spec.Replicas, "surge": kept.Spec.Strategy.RollingUpdate.MaxSurge.String(),
		"unavailable": kept.Spec.Strategy.RollingUpdate.MaxUnavailable.String(),
	})
	// Its controller has written its status and its revision by now.
	kept = made(deployments.Get(ctx, kept.Name, meta.GetOptions{}))
	kept.Spec.Template.Spec.Containers[0].Image = "nginx:2"
	again := made(deployments.Update(ctx, kept, meta.UpdateOptions{}))
	_, err := deployments.Update(ctx, kept, meta.UpdateOptions{})
	say("deployment updated", map[string]any{
		"image": again.Spec.Template.Spec.Containers[0].Image, "generation": again.Generation,
		"stale": errors.IsConflict(err),
	})
	scale := made(deployments.GetScale(ctx, kept.Name, meta.GetOptions{}))
	scale.Spec.Replicas = 3
	scaled := made(deployments.UpdateScale(ctx, kept.Name, scale, meta.UpdateOptions{}))
	check(deployments.DeleteCollection(ctx, meta.DeleteOptions{}, meta.ListOptions{}))
	left := made(deployments.List(ctx, meta.ListOptions{}))
	say("deployment scaled", map[string]any{"replicas": scaled.Spec.Replicas, "left": len(left.Items)})
}

func writeNode(ctx context.Context, all clients) {
	nodes := all.core.Nodes()
	name := made(nodes.List(ctx, meta.ListOptions{Limit: 1})).Items[0].Name
	patch := []byte(`{"status":{"conditions":[{"type":"Checked","status":"True","reason":"ByGo"}]}}`)
	patched := made(nodes.Patch(ctx, name, types.StrategicMergePatchType, patch, meta.PatchOptions{}, "status"))
	conditions := map[core.NodeConditionType]core.ConditionStatus{}
	for _, condition := range patched.Status.Conditions {
		conditions[condition.Type] = condition.Status
	}
	patched.Spec.Taints = append(patched.Spec.Taints, core.Taint{
		Key: "go", Effect: core.TaintEffectNoSchedule, TimeAdded: pointer(meta.Unix(1_800_000_000, 0))})
	tainted := made(nodes.Update(ctx, patched, meta.UpdateOptions{}))
	say("node", map[string]any{"conditions": conditions, "taints": tainted.Spec.Taints})
}

func writeEvent(ctx context.Context, all clients) {
	events := all.core.Events(namespace)
	kept := made(events.Create(ctx, &core.Event{
		ObjectMeta:     meta.ObjectMeta{Name: "seen"},
		InvolvedObject: core.ObjectReference{Kind: "Pod", Name: "full", Namespace: namespace},
		Reason:         "Seen", Message: "by Go", Type: core.EventTypeNormal, Count: 1,
		FirstTimestamp: meta.Unix(1_800_000_000, 0), EventTime: meta.MicroTime{Time: meta.Unix(1_800_000_000, 5000).Time},
	}, meta.CreateOptions{}))
	say("event", map[string]any{"first": kept.FirstTimestamp.Unix(), "nanoseconds": kept.EventTime.Nanosecond()})
}

func apply(ctx context.Context, all clients) {
	maps := all.core.ConfigMaps(namespace)
	wanted := applied.ConfigMap("applied", namespace).WithData(map[string]string{"a": "1", "b": "2"})
	made(maps.Apply(ctx, wanted, meta.ApplyOptions{FieldManager: "go"}))
	wanted = applied.ConfigMap("applied", namespace).WithData(map[string]string{"b": "3"})
	kept := made(maps.Apply(ctx, wanted, meta.ApplyOptions{FieldManager: "go"}))
	extracted := made(applied.ExtractConfigMap(kept, "go"))
	_, err := maps.Apply(ctx, wanted.WithData(map[string]string{"b": "4"}), meta.ApplyOptions{FieldManager: "other"})
	cause, _ := errors.StatusCause(err, meta.CauseTypeFieldManagerConflict)
	say("applied", map[string]any{
		"data": kept.Data, "owned": extracted.Data, "conflict": cause.Field, "message": cause.Message})
	check(maps.Delete(ctx, "applied", meta.DeleteOptions{}))
}
