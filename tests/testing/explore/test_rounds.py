"""Exploration in rounds: which there are, what they know of one another, what is kept of them."""

import json
import threading

import pytest
from cs_simulator.domain.errors import UsageError
from cs_simulator.testing.explore import rounds, saved
from cs_simulator.testing.explore.saved import DoneRound


def never():
    return False


def nothing():
    pass


def run(count, work, done=(), jobs=1, is_over=never, stop=nothing):
    """The results of all rounds that were run, by number."""
    results = {}
    rounds.run_waves(count, work, done, jobs, results.__setitem__, is_over, stop)
    return results


def test_waves_grow_to_their_widest_and_have_every_round_once():
    waves = list(rounds.waves(30))
    assert [len(wave) for wave in waves] == [1, 1, 2, 4, 8, 8, 6]
    assert [number for wave in waves for number in wave] == list(range(30))


@pytest.mark.parametrize("jobs", [1, 3, 8])
def test_a_round_starts_when_all_of_the_waves_before_have_ended(jobs):
    ended, known = [], {}

    def work(number):
        known[number] = frozenset(ended)
        return number

    rounds.run_waves(15, work, (), jobs, lambda number, _: ended.append(number), never, nothing)
    for wave in rounds.waves(15):
        for number in wave:
            assert frozenset(range(wave.start)) <= known[number]
            assert rounds.first_of_wave(number) == wave.start
    assert ended == list(range(15))


def test_rounds_of_a_wave_are_under_way_at_the_same_time():
    together = threading.Barrier(2, timeout=20)

    def work(number):
        if number in (2, 3):  # the third wave
            together.wait()

    assert list(run(4, work, jobs=2)) == [0, 1, 2, 3]


def test_rounds_that_are_done_are_not_run_again():
    assert sorted(run(7, str, done=[0, 2])) == [1, 3, 4, 5, 6]


def test_no_round_begins_once_it_is_over():
    begun = []
    run(None, begun.append, is_over=lambda: len(begun) == 4)
    assert begun == [0, 1, 2, 3]


def test_what_a_round_raises_is_raised_when_the_others_were_stopped():
    stopped = threading.Event()

    def work(number):
        if number == 3:
            raise UsageError("no")
        assert number != 2 or stopped.wait(20)

    with pytest.raises(UsageError):
        run(4, work, jobs=2, stop=stopped.set)


def test_each_round_has_a_seed_of_its_own_and_its_share_of_the_examples():
    seeds = {rounds.seed_of(base, number) for base in (0, 1) for number in range(50)}
    assert len(seeds) == 100
    assert rounds.seed_of(3, 4) == rounds.seed_of(3, 4)
    assert [rounds.size_of(number, 50) for number in range(3)] == [20, 20, 10]
    assert rounds.size_of(99, None) == rounds.EXAMPLES


DONE = DoneRound(planned=20, examples=31, acted=9, seen=(("", "CreateCluster", "error"),))


def test_what_was_done_is_found_again_with_the_same_settings(tmp_path):
    key = saved.key_of({"seed": 1, "command": ["x"]})
    progress = saved.load(tmp_path, key)
    progress.add(0, DONE)
    progress.add(2, DONE)
    assert saved.load(tmp_path, key).rounds == {0: DONE, 2: DONE}
    assert saved.load(tmp_path, saved.key_of({"seed": 2, "command": ["x"]})).rounds == {}
    progress.clear()
    assert saved.load(tmp_path, key).rounds == {}
    progress.clear()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"version": 1, "key": "k"}', '{"version": 2, "key": "k"}',
             '{"version": 1, "key": "k", "rounds": {"x": {}}}',
             '{"version": 1, "key": "k", "rounds": {"0": {"examples": 1}}}'],
)  # fmt: skip
def test_a_damaged_file_is_as_none(tmp_path, text):
    (tmp_path / saved.NAME).write_text(text)
    assert saved.load(tmp_path, "k").rounds == {}


def test_the_file_is_whole_at_any_moment(tmp_path):
    progress = saved.load(tmp_path, "k")
    for number in range(3):
        progress.add(number, DONE)
        assert len(json.loads(progress.path.read_text())["rounds"]) == number + 1
        assert [path.name for path in tmp_path.iterdir()] == [saved.NAME]


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="file"):
        saved.load(tmp_path / "file", "k").add(0, DONE)
