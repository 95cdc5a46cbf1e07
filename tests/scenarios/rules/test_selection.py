"""Which of the nodes that go through a stage together ``select`` chooses."""

import pytest
from cs_simulator.scenarios.rules.matching import MatchContext
from cs_simulator.scenarios.rules.selection import is_selected

from tests.support.rules import a_rule, random_for

TEN = tuple(range(1, 11))


def selected(select, group=TEN, cluster="web", random=random_for):
    """The numbers of the nodes that are chosen of a group."""
    selection = a_rule(select=select).selection
    return [
        number
        for number in group
        if is_selected(
            selection,
            MatchContext(0, "CreateCluster", cluster=cluster, number=number, group=lambda: group),
            random,
        )
    ]


@pytest.mark.parametrize(
    ("select", "group", "expected"),
    [
        ("all", TEN, list(TEN)),
        ({}, TEN, list(TEN)),
        ({"index": [0]}, TEN, [1]),
        ({"index": [0, 3]}, TEN, [1, 4]),
        ({"index": [9]}, TEN, [10]),
        ({"index": [10]}, TEN, []),
        ({"index": [-1]}, TEN, [10]),
        ({"index": [-10]}, TEN, [1]),
        ({"index": [-11]}, TEN, []),
        ({"index": [0, -1]}, TEN, [1, 10]),
        # an index is the position in the group, whatever the numbers are
        ({"index": [0]}, (4, 7, 9), [4]),
        ({"index": [1]}, (4, 7, 9), [7]),
        ({"index": [-1]}, (4, 7, 9), [9]),
        ({"index": [-1]}, (), []),
    ],
)
def test_all_and_index(select, group, expected):
    assert selected(select, group) == expected


@pytest.mark.parametrize(
    ("select", "group", "count"),
    [
        ({"count": 0}, TEN, 0),
        ({"count": 1}, TEN, 1),
        ({"count": 3}, TEN, 3),
        ({"count": 10}, TEN, 10),
        ({"count": 99}, TEN, 10),
        ({"percent": 0}, TEN, 0),
        ({"percent": "30%"}, TEN, 3),
        ({"percent": 0.3}, TEN, 3),
        ({"percent": "34%"}, TEN, 3),
        ({"percent": "36%"}, TEN, 4),
        ({"percent": 1}, TEN, 10),
        ({"percent": "50%"}, (4, 7, 9, 12), 2),
    ],
)
def test_count_and_percent_choose_that_many(select, group, count):
    assert len(selected(select, group)) == count


def test_which_nodes_are_chosen_depends_on_the_seed_and_the_cluster_only():
    select = {"count": 4}
    assert selected(select) == selected(select)
    assert selected(select) != selected(select, cluster="db")
    assert selected(select) != selected(select, random=lambda *names: random_for("other", *names))


def test_a_larger_count_chooses_the_same_nodes_and_more():
    few, many = selected({"count": 3}), selected({"count": 6})
    assert set(few) < set(many)


def test_chance_orders_the_nodes_and_the_first_are_chosen():
    class Fixed:
        def __init__(self, number):
            self.number = number

        def uniform(self):
            return {1: 0.5, 2: 0.1, 3: 0.9}[self.number]

    def random(purpose, cluster, number):
        assert (purpose, cluster) == ("select", "web")
        return Fixed(number)

    assert selected({"count": 1}, (1, 2, 3), random=random) == [2]
    assert selected({"count": 2}, (1, 2, 3), random=random) == [1, 2]


@pytest.mark.parametrize("select", ["all", {"count": 0}, {"index": [5]}, {"percent": 0}])
def test_a_step_of_the_whole_cluster_is_always_selected(select):
    context = MatchContext(0, "CreateCluster", stage="slb")
    assert is_selected(a_rule(select=select).selection, context, random_for)


def test_a_node_without_a_group_is_a_group_of_its_own():
    context = MatchContext(0, "CreateCluster", number=7)
    assert is_selected(a_rule(select={"index": [0]}).selection, context, random_for)
    assert not is_selected(a_rule(select={"index": [1]}).selection, context, random_for)


@pytest.mark.parametrize("index", [0, 1, -1, -2])
def test_a_node_that_is_not_of_its_group_is_not_selected_by_position(index):
    context = MatchContext(0, "CreateCluster", number=9, group=lambda: (1, 2))
    assert not is_selected(a_rule(select={"index": [index]}).selection, context, random_for)
