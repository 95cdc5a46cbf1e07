package main

import (
	"context"
	"fmt"

	apps "k8s.io/api/apps/v1"
	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/client-go/tools/events"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/controller/controllerutil"
)

const finalizer = "example.com/archive"

// reconciler makes of a Website what its spec says. It reads from the cache of the manager.
type reconciler struct {
	client.Client
	recorder events.EventRecorder
}

// Reconcile brings what belongs to one Website up to date, and reports in its status.
func (r *reconciler) Reconcile(ctx context.Context, request ctrl.Request) (ctrl.Result, error) {
	var site Website
	if err := r.Get(ctx, request.NamespacedName, &site); err != nil {
		return ctrl.Result{}, client.IgnoreNotFound(err)
	}
	if !site.DeletionTimestamp.IsZero() {
		return ctrl.Result{}, r.finish(ctx, &site)
	}
	if controllerutil.AddFinalizer(&site, finalizer) {
		if err := r.Update(ctx, &site); err != nil {
			return ctrl.Result{}, err
		}
	}
	deployment, err := r.deploy(ctx, &site)
	if err != nil {
		return ctrl.Result{}, err
	}
	if err := r.serve(ctx, &site); err != nil {
		return ctrl.Result{}, err
	}
	return ctrl.Result{}, r.report(ctx, &site, deployment)
}

// deploy keeps the Deployment of a Website.
func (r *reconciler) deploy(ctx context.Context, site *Website) (*apps.Deployment, error) {
	deployment := &apps.Deployment{ObjectMeta: metaOf(site)}
	outcome, err := controllerutil.CreateOrUpdate(ctx, r.Client, deployment, func() error {
		deployment.Spec.Replicas = &site.Spec.Replicas
		deployment.Spec.Selector = &metav1.LabelSelector{MatchLabels: labelsOf(site)}
		deployment.Spec.Template.Labels = labelsOf(site)
		containers := &deployment.Spec.Template.Spec.Containers
		if len(*containers) == 0 {
			*containers = []core.Container{{Name: "web"}}
		}
		(*containers)[0].Image = site.Spec.Image
		return controllerutil.SetControllerReference(site, deployment, r.Scheme())
	})
	r.tell(site, deployment, outcome)
	return deployment, err
}

// serve keeps the Service of a Website.
func (r *reconciler) serve(ctx context.Context, site *Website) error {
	service := &core.Service{ObjectMeta: metaOf(site)}
	outcome, err := controllerutil.CreateOrUpdate(ctx, r.Client, service, func() error {
		service.Spec.Selector = labelsOf(site)
		if len(service.Spec.Ports) == 0 {
			service.Spec.Ports = []core.ServicePort{{}}
		}
		service.Spec.Ports[0].Port = 80
		service.Spec.Ports[0].TargetPort = intstr.FromInt32(8080)
		return controllerutil.SetControllerReference(site, service, r.Scheme())
	})
	r.tell(site, service, outcome)
	return err
}

func (r *reconciler) tell(site *Website, owned client.Object, outcome controllerutil.OperationResult) {
	if outcome != controllerutil.OperationResultNone {
		r.recorder.Eventf(site, owned, core.EventTypeNormal, "Reconciled", "CreateOrUpdate",
			"%T %s: %s", owned, owned.GetName(), outcome)
	}
}

// report writes the status of a Website, when it is another one.
func (r *reconciler) report(ctx context.Context, site *Website, deployment *apps.Deployment) error {
	before := site.deepCopy()
	found := deployment.Status
	wanted := site.Spec.Replicas
	ready := metav1.Condition{
		Type: "Ready", Status: metav1.ConditionTrue, Reason: "Available",
		ObservedGeneration: site.Generation,
		Message:            fmt.Sprintf("%d of %d replicas are available", found.AvailableReplicas, wanted),
	}
	switch {
	case found.ObservedGeneration < deployment.Generation || found.UpdatedReplicas < wanted ||
		found.Replicas > wanted:
		ready.Status, ready.Reason = metav1.ConditionFalse, "RollingOut"
	case found.AvailableReplicas < wanted:
		ready.Status, ready.Reason = metav1.ConditionFalse, "Unavailable"
	}
	site.Status.ReadyReplicas = found.ReadyReplicas
	if ready.Status == metav1.ConditionTrue {
		site.Status.Image = site.Spec.Image
	}
	changed := meta.SetStatusCondition(&site.Status.Conditions, ready)
	if equality.Semantic.DeepEqual(before.Status, site.Status) {
		return nil
	}
	if changed {
		r.recorder.Eventf(site, deployment, core.EventTypeNormal, ready.Reason, "Report", "%s", ready.Message)
	}
	return r.Status().Patch(ctx, site, client.MergeFromWithOptions(before, client.MergeFromWithOptimisticLock{}))
}

// finish leaves a ConfigMap that remembers the Website, and lets it go.
func (r *reconciler) finish(ctx context.Context, site *Website) error {
	if !controllerutil.ContainsFinalizer(site, finalizer) {
		return nil
	}
	archive := &core.ConfigMap{ObjectMeta: metav1.ObjectMeta{
		Name: "archive-" + site.Name, Namespace: site.Namespace,
	}}
	archive.Data = map[string]string{"image": site.Spec.Image}
	if err := r.Create(ctx, archive); err != nil && !errors.IsAlreadyExists(err) {
		return err
	}
	before := site.deepCopy()
	controllerutil.RemoveFinalizer(site, finalizer)
	return client.IgnoreNotFound(r.Patch(ctx, site, client.MergeFrom(before)))
}

func metaOf(site *Website) metav1.ObjectMeta {
	return metav1.ObjectMeta{Name: site.Name, Namespace: site.Namespace}
}

func labelsOf(site *Website) map[string]string {
	return map[string]string{"website": site.Name}
}
