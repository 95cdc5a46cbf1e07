"""The alert rules that clusters have from the beginning."""

from cs_simulator.catalog.alert_rules import all_alert_rules


def test_the_type_of_a_rule_follows_from_what_it_is_about():
    rules = all_alert_rules()

    for name, kind in (
        ("pod-oom", "event"),
        ("etcd-unhealthy", "metric-prometheus"),
        ("node_cpu_util_high", "metric-cms"),
    ):
        assert rules[name].type == kind
    assert {rule.type for rule in rules.values()} == {"event", "metric-prometheus", "metric-cms"}


def test_the_rules_of_a_group_stand_together():
    groups = [rule.group for rule in all_alert_rules().values()]

    changes = [
        group for before, group in zip(["", *groups], groups, strict=False) if group != before
    ]
    assert len(changes) == len(set(groups))
