"""What a package's modules declare is found without a list of them."""

from pathlib import Path

import pytest
from cs_simulator.domain.collecting import collect, collect_classes, public_modules

MODULES = {
    "kinds/__init__.py": "",
    "kinds/_base.py": "class Base: ...\nshared = 7\n",
    "kinds/b.py": "from kinds._base import Base\nclass B(Base): ...\nnumber = 300\n",
    "kinds/a.py": "from kinds.b import B, number, Base\nclass A(Base): ...\n",
    "kinds/inner/__init__.py": "",
    "kinds/inner/c.py": "number = 5000\n",
}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    for path, text in MODULES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    name = "kinds"
    monkeypatch.syspath_prepend(tmp_path)
    return name


def test_modules_come_in_the_order_of_their_names_without_private_ones(package: str) -> None:
    names = [module.__name__ for module in public_modules(package)]

    assert names == ["kinds.a", "kinds.b", "kinds.inner.c"]


def test_an_instance_is_found_once_though_two_modules_have_it(package: str) -> None:
    assert collect(package, int) == [300, 5000]


def test_a_class_is_found_where_it_is_defined_and_nowhere_else(package: str) -> None:
    from kinds._base import Base

    assert [kind.__name__ for kind in collect_classes(package, Base)] == ["A", "B"]
