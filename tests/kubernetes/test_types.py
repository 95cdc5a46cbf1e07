from cs_simulator.catalog.kubernetes_messages import all_messages
from cs_simulator.kubernetes import types
from cs_simulator.kubernetes.kinds import Kind, registry

# Kinds that no client of this age knows any more: they are JSON only.
WITHOUT_MESSAGES = {
    ("autoscaling/v2beta2", "HorizontalPodAutoscaler"),
    ("extensions/v1beta1", "Ingress"),
    ("policy/v1beta1", "PodSecurityPolicy"),
}


def test_every_field_is_of_a_known_type():
    for name in all_messages():
        for field in types.find(name).by_number.values():
            assert field.type in types.SCALARS or types.find(field.type)


def test_every_kind_that_is_served_has_messages():
    missing = {
        (kind.api_version, kind.kind)
        for kind in registry.all_kinds()
        if types.named(kind.api_version, kind.kind) is None and not kind.served_by
    }

    assert missing == WITHOUT_MESSAGES


def test_a_kind_in_a_version_without_messages_has_the_type_of_another_version():
    scaler = Kind(
        group="autoscaling",
        version="v2beta2",
        kind="HorizontalPodAutoscaler",
        plural="horizontalpodautoscalers",
    )

    assert types.of_kind(scaler).name.startswith("autoscaling/v")


def test_fields_of_embedded_types_are_those_of_the_object_around_them():
    assert types.find("v1.Volume").by_name["emptyDir"].type == "v1.EmptyDirVolumeSource"


def test_lists_of_server_side_apply_have_keys():
    ports = types.find("v1.Container").by_name["ports"]

    assert ports.keys == {"containerPort": "", "protocol": "TCP"}
    assert types.find("meta/v1.ObjectMeta").by_name["finalizers"].is_set
