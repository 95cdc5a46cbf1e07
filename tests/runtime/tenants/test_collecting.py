"""What units of work change, and what of it the next commit writes: the rows are the records."""

from typing import Any

from cs_simulator.domain.records import CustomImage, Record
from cs_simulator.engine.unit import Unit
from hypothesis import given
from hypothesis import strategies as st

from tests.support.worlds import a_tenant

KEYS = ("a", "b")
Step = tuple[str, str]


def an_image(serial: int, key: str) -> CustomImage:
    return CustomImage(
        serial=serial, image_id=key, region_id="cn-beijing", os="Linux", version="3", kernel=""
    )


def written(rows: dict[int, Record], tenant: Any) -> None:
    """Write what waits for a commit into rows by serial, as the store does."""
    for serial, record in tenant.changes.records.get("custom_image", {}).items():
        if record is None:
            rows.pop(serial, None)
        else:
            rows[serial] = record
    tenant.changes = type(tenant.changes)()


def do(unit: Unit, step: Step) -> None:
    """Put a record in place of what has its key, change it, or drop it."""
    what, key = step
    images = unit.world.images
    found = images.get_own(key)
    if what == "put":
        unit.put(images, an_image(unit.serial(), key))
    elif found is not None and what == "change":
        unit.put(images, found._replace(kernel=f"{found.kernel}+"))
    elif found is not None:
        unit.drop(images, found)


steps = st.tuples(st.sampled_from(("put", "change", "drop")), st.sampled_from(KEYS))
lives = st.lists(st.tuples(st.lists(steps, max_size=5), st.booleans()), max_size=6)


@given(lives)
def test_the_rows_are_the_records_whatever_units_did(units: list[tuple[list[Step], bool]]) -> None:
    tenant = a_tenant()
    rows: dict[int, Record] = {}
    written(rows, tenant)
    for done, commits in units:

        def work(unit: Unit, done: list[Step] = done) -> None:
            for step in done:
                do(unit, step)

        tenant.run_unit(0, work)
        if commits:
            written(rows, tenant)
    written(rows, tenant)
    records = {record.serial: record for record in tenant.world.images}
    assert rows == records


def test_a_record_that_takes_the_key_of_another_takes_its_place() -> None:
    tenant = a_tenant()
    tenant.run_unit(0, lambda unit: do(unit, ("put", "a")))
    rows: dict[int, Record] = {}
    written(rows, tenant)

    def replace(unit: Unit) -> None:
        do(unit, ("drop", "a"))
        do(unit, ("put", "a"))

    tenant.run_unit(0, replace)
    written(rows, tenant)
    assert [record.image_id for record in rows.values()] == ["a"]
