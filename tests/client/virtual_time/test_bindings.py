"""The functions are replaced wherever they are held, and put back there."""

import dataclasses
import functools
import gc
import importlib
import time
import warnings
from collections.abc import Callable

import pytest
from cs_simulator.client.virtual_time import VirtualTimeWarning


class ByClass:
    wait = time.sleep


class ByInstance:
    def __init__(self):
        self.wait = time.sleep


class BySlot:
    __slots__ = ("wait",)

    def __init__(self):
        self.wait = time.sleep


@dataclasses.dataclass
class ByField:
    wait: Callable[[float], None] = time.sleep


def closing_over(wait):
    return lambda: wait(5)


def with_default(wait=time.sleep):
    wait(5)


def with_keyword(*, wait=time.sleep):
    wait(5)


INSTANCE, SLOT, FIELD = ByInstance(), BySlot(), ByField()
NAMED, LISTED = {"wait": time.sleep}, [time.sleep]
PARTIAL = functools.partial(time.sleep, 5)
HOLDERS = {
    "a class": lambda: ByClass.wait(5),
    "an instance of that class": lambda: ByClass().wait(5),
    "an attribute": lambda: INSTANCE.wait(5),
    "a slot": lambda: SLOT.wait(5),
    "a field": lambda: FIELD.wait(5),
    "the default of a field": lambda: ByField().wait(5),
    "a closure": closing_over(time.sleep),
    "a default": with_default,
    "a keyword": with_keyword,
    "a dictionary": lambda: NAMED["wait"](5),
    "a list": lambda: LISTED[0](5),
    "a partial": PARTIAL,
}


@pytest.mark.parametrize("holder", HOLDERS)
def test_a_function_is_replaced_where_it_is_held(tenant, holder):
    for end in ("2026-09-01T09:00:05Z", "2026-09-01T09:00:10Z"):
        with tenant.virtual_time():
            HOLDERS[holder]()
        assert tenant.clock.now == end

    held = (ByClass.wait, INSTANCE.wait, SLOT.wait, FIELD.wait, NAMED["wait"], LISTED[0])
    assert [*held, PARTIAL.func, *with_default.__defaults__] == [time.sleep] * 8
    assert with_keyword.__kwdefaults__ == {"wait": time.sleep}


def test_a_module_that_is_first_loaded_inside_gets_the_functions_back(tenant, tmp_path):
    (tmp_path / "loaded_late.py").write_text("from time import monotonic, sleep")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(tmp_path)
        for end in ("2026-09-01T09:00:05Z", "2026-09-01T09:00:10Z"):
            with tenant.virtual_time():
                loaded = importlib.import_module("loaded_late")
                loaded.sleep(5)
            assert tenant.clock.now == end
            assert (loaded.sleep, loaded.monotonic) == (time.sleep, time.monotonic)


def test_what_else_binds_a_stand_in_has_a_function_that_works(tenant):
    with tenant.virtual_time():
        late = {"monotonic": time.monotonic}

    assert late["monotonic"]() == pytest.approx(time.monotonic(), abs=1)
    with tenant.virtual_time():
        assert late["monotonic"]() == time.monotonic()


def test_what_the_garbage_collector_was_to_leave_alone_is_found(tenant):
    held = {"wait": time.sleep}
    gc.freeze()
    with tenant.virtual_time():
        held["wait"](5)
        assert tenant.clock.now == "2026-09-01T09:00:05Z"


def test_a_local_variable_of_who_enters_is_replaced(tenant):
    from time import sleep

    with tenant.virtual_time():
        sleep(5)
        assert tenant.clock.now == "2026-09-01T09:00:05Z"

    assert sleep is time.sleep


def test_what_cannot_be_replaced_is_said(tenant):
    held = (time.sleep, object())
    with pytest.warns(VirtualTimeWarning, match=r"a tuple holds time\.sleep"):
        with tenant.virtual_time():
            pass

    del held
    with warnings.catch_warnings(action="error"), tenant.virtual_time():
        pass
