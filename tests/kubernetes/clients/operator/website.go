package main

import (
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// A Website is what the CustomResourceDefinition beside this file defines.
type Website struct {
	meta.TypeMeta   `json:",inline"`
	meta.ObjectMeta `json:"metadata"`

	Spec   WebsiteSpec   `json:"spec"`
	Status WebsiteStatus `json:"status,omitzero"`
}

// WebsiteSpec is what users ask for.
type WebsiteSpec struct {
	Image    string `json:"image"`
	Replicas int32  `json:"replicas"`
}

// WebsiteStatus is what the operator reports.
type WebsiteStatus struct {
	Image         string           `json:"image,omitempty"`
	ReadyReplicas int32            `json:"readyReplicas"`
	Conditions    []meta.Condition `json:"conditions,omitempty"`
}

// A WebsiteList is what a list of them answers with.
type WebsiteList struct {
	meta.TypeMeta `json:",inline"`
	meta.ListMeta `json:"metadata"`

	Items []Website `json:"items"`
}

// DeepCopyObject returns a Website that shares nothing with this one.
func (w *Website) DeepCopyObject() runtime.Object {
	return w.deepCopy()
}

func (w *Website) deepCopy() *Website {
	copied := *w
	copied.ObjectMeta = *w.ObjectMeta.DeepCopy()
	copied.Status.Conditions = append([]meta.Condition(nil), w.Status.Conditions...)
	return &copied
}

// DeepCopyObject returns a list that shares nothing with this one.
func (l *WebsiteList) DeepCopyObject() runtime.Object {
	copied := *l
	copied.ListMeta = *l.ListMeta.DeepCopy()
	copied.Items = nil
	for _, each := range l.Items {
		copied.Items = append(copied.Items, *each.deepCopy())
	}
	return &copied
}

func addToScheme(scheme *runtime.Scheme) error {
	version := schema.GroupVersion{Group: "example.com", Version: "v1"}
	scheme.AddKnownTypes(version, &Website{}, &WebsiteList{})
	meta.AddToGroupVersion(scheme, version)
	return nil
}
