// A client of a cluster's Kubernetes API, made with client-go as operators are: typed, so that what
// it writes are Protocol Buffers.
//
// Each argument is a step, carried out in order; what a step saw is one JSON object on a line of
// standard output. A line of standard input lets a step that waits for one go on.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"time"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/watch"
	typedapps "k8s.io/client-go/kubernetes/typed/apps/v1"
	typedcoordination "k8s.io/client-go/kubernetes/typed/coordination/v1"
	typedcore "k8s.io/client-go/kubernetes/typed/core/v1"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/leaderelection"
	"k8s.io/client-go/tools/leaderelection/resourcelock"
)

const namespace = "shop"

var input = bufio.NewScanner(os.Stdin)

type clients struct {
	core         *typedcore.CoreV1Client
	apps         *typedapps.AppsV1Client
	coordination *typedcoordination.CoordinationV1Client
}

func main() {
	input.Buffer(nil, 1<<24)
	var all clients
	if kubeconfig := os.Getenv("KUBECONFIG"); kubeconfig != "" {
		all = clientsOf(made(clientcmd.BuildConfigFromFlags("", kubeconfig)))
	}
	steps := map[string]func(context.Context, clients){"write": write, "inform": inform, "lead": lead,
		"reference": reference}
	for _, name := range os.Args[1:] {
		steps[name](context.Background(), all)
	}
}

func clientsOf(config *rest.Config) clients {
	config.ContentType = runtime.ContentTypeProtobuf
	config.AcceptContentTypes = runtime.ContentTypeProtobuf + "," + runtime.ContentTypeJSON
	return clients{
		core:         made(typedcore.NewForConfig(rest.CopyConfig(config))),
		apps:         made(typedapps.NewForConfig(rest.CopyConfig(config))),
		coordination: made(typedcoordination.NewForConfig(rest.CopyConfig(config))),
	}
}

func made[T any](value T, err error) T {
	check(err)
	return value
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// say prints what a step saw.
func say(step string, seen any) {
	line := made(json.Marshal(map[string]any{"step": step, "seen": seen}))
	fmt.Println(string(line))
}

// inform keeps a copy of the config maps of a namespace, and prints it whenever that has changed.
// It ends with the standard input.
func inform(ctx context.Context, all clients) {
	maps := all.core.ConfigMaps(namespace)
	listed := &cache.ListWatch{
		ListWithContextFunc: func(ctx context.Context, options meta.ListOptions) (runtime.Object, error) {
			return maps.List(ctx, options)
		},
		WatchFuncWithContext: func(ctx context.Context, options meta.ListOptions) (watch.Interface, error) {
			return maps.Watch(ctx, options)
		},
	}
	informer := cache.NewSharedIndexInformer(
		cache.ToListWatcherWithWatchListSemantics(listed, all.core), &core.ConfigMap{}, 0, cache.Indexers{})
	copied := copied{data: map[string]string{}}
	made(informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    copied.put,
		UpdateFunc: func(_, object any) { copied.put(object) },
		DeleteFunc: copied.drop,
	}))
	go informer.RunWithContext(ctx)
	cache.WaitForCacheSync(ctx.Done(), informer.HasSynced)
	say("synced", true)
	for input.Scan() {
	}
}

// copied is what an informer has told so far.
type copied struct {
	lock sync.Mutex
	data map[string]string
}

func (c *copied) put(object any) {
	found := object.(*core.ConfigMap)
	c.change(func() { c.data[found.Name] = found.Data["value"] })
}

func (c *copied) drop(object any) {
	if gone, is := object.(cache.DeletedFinalStateUnknown); is {
		object = gone.Obj
	}
	c.change(func() { delete(c.data, object.(*core.ConfigMap).Name) })
}

func (c *copied) change(change func()) {
	c.lock.Lock()
	defer c.lock.Unlock()
	change()
	say("copy", c.data)
}

// lead lets two candidates run for one lease: the first leads until it is cancelled.
func lead(ctx context.Context, all clients) {
	leading := make(chan string)
	stopped := make(chan string)
	run := func(ctx context.Context, name string) {
		lock := &resourcelock.LeaseLock{
			LeaseMeta:  meta.ObjectMeta{Name: "leader", Namespace: namespace},
			Client:     all.coordination,
			LockConfig: resourcelock.ResourceLockConfig{Identity: name},
		}
		leaderelection.RunOrDie(ctx, leaderelection.LeaderElectionConfig{
			Lock: lock, ReleaseOnCancel: true,
			LeaseDuration: 10 * time.Minute, RenewDeadline: 5 * time.Minute, RetryPeriod: 100 * time.Millisecond,
			Callbacks: leaderelection.LeaderCallbacks{
				OnStartedLeading: func(context.Context) { leading <- name },
				OnStoppedLeading: func() { stopped <- name },
			},
		})
	}
	holder := func() string {
		lease := made(all.coordination.Leases(namespace).Get(ctx, "leader", meta.GetOptions{}))
		if lease.Spec.HolderIdentity == nil {
			return ""
		}
		return *lease.Spec.HolderIdentity
	}
	first, stop := context.WithCancel(ctx)
	go run(first, "first")
	say("leads", []string{<-leading, holder()})
	second, stopSecond := context.WithCancel(ctx)
	go run(second, "second")
	stop()
	say("stopped", <-stopped)
	say("leads next", []string{<-leading, holder()})
	stopSecond()
	say("stopped at last", []string{<-stopped, holder()})
}
