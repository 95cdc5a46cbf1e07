"""Whatever is done to workloads: once more, cut, killed or undone in between, it ends alike."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.support.workload_stories import STEPS
from tests.support.workload_stories.laws import (
    PAUSES,
    UNDOINGS,
    Done,
    check_ends,
    check_indexes,
    end_in_parts,
    end_of,
    end_with_kills,
)

A_STEP = st.builds(
    Done, st.sampled_from(sorted(STEPS)), st.integers(0, 15), st.sampled_from(PAUSES)
)
STORIES = st.lists(A_STEP, min_size=1, max_size=10)
FEW = settings(max_examples=4, deadline=None)
"""Each takes about half a second. The campaign ``workloads`` plays many stories."""


@FEW
@given(story=STORIES)
def test_the_same_calls_make_the_same_objects(story):
    check_ends(story, end_of(story))


@FEW
@given(story=STORIES, parts=st.integers(2, 8))
def test_it_does_not_matter_how_time_is_cut(story, parts):
    check_ends(story, end_in_parts(story, parts))


@FEW
@given(story=STORIES)
def test_kills_in_between_change_nothing(story):
    check_ends(story, end_with_kills(story))


LOST = [Done("lose", 0, 2), Done("cordon", 1, 61)]
"""What was undone between the two made controllers look at every pod."""


@FEW
@given(story=STORIES, undone=st.sampled_from(UNDOINGS))
@example(story=LOST, undone="drop pods")
def test_what_is_undone_leaves_no_trace(story, undone):
    check_ends(story, end_of(story, undone=undone))


ORPHANED = [Done("make StatefulSet", 6, 12), Done("delete StatefulSet", 12, 0)]
"""The scheduler counted pods for an owner that they had no more."""


@FEW
@given(story=STORIES, undone=st.sampled_from(UNDOINGS))
@example(story=ORPHANED, undone="let time pass")
def test_indexes_are_as_if_they_had_been_built_anew(story, undone):
    check_indexes(story, undone)
