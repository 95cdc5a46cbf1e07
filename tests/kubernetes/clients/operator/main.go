// An operator as people write them with controller-runtime: a manager with leader election and a
// cached client, and a controller that keeps a Deployment and a Service for each Website.
//
// It prints "leads" on a line of standard output once it has been elected, logs to standard error,
// and runs until it is ended.
package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/go-logr/logr/funcr"
	apps "k8s.io/api/apps/v1"
	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	clientgoscheme "k8s.io/client-go/kubernetes/scheme"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/manager"
	"sigs.k8s.io/controller-runtime/pkg/metrics/server"
)

const namespace = "shop"

// The lease is measured in real time by the candidates themselves. It is short, so that a test does
// not wait long for the successor of a leader that was killed.
var (
	leaseDuration = 3 * time.Second
	renewDeadline = 2 * time.Second
	retryPeriod   = 200 * time.Millisecond
)

func main() {
	ctrl.SetLogger(funcr.New(func(prefix, line string) {
		fmt.Fprintln(os.Stderr, prefix, line)
	}, funcr.Options{}))
	scheme := runtime.NewScheme()
	check(clientgoscheme.AddToScheme(scheme))
	check(addToScheme(scheme))
	mgr, err := ctrl.NewManager(ctrl.GetConfigOrDie(), ctrl.Options{
		Scheme:                  scheme,
		Metrics:                 server.Options{BindAddress: "0"},
		LeaderElection:          true,
		LeaderElectionID:        "website-operator",
		LeaderElectionNamespace: namespace,
		LeaseDuration:           &leaseDuration,
		RenewDeadline:           &renewDeadline,
		RetryPeriod:             &retryPeriod,
	})
	check(err)
	check(ctrl.NewControllerManagedBy(mgr).
		For(&Website{}).
		Owns(&apps.Deployment{}).
		Owns(&core.Service{}).
		Complete(&reconciler{
			Client:   mgr.GetClient(),
			recorder: mgr.GetEventRecorder("website-operator"),
		}))
	check(mgr.Add(manager.RunnableFunc(func(context.Context) error {
		fmt.Println("leads")
		return nil
	})))
	check(mgr.Start(ctrl.SetupSignalHandler()))
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
