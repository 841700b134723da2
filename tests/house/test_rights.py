"""Every address of the portal, asked by every role: the table says what each of them gets."""

import pytest

from . import rights, scene

TABLE = rights.read()


pytestmark = pytest.mark.usefixtures("db", "without_log")


def test_every_address_stands_in_the_table():
    in_table = {row.name for row in TABLE}
    assert rights.addresses() - in_table == set()
    gone = {name for name in in_table - rights.addresses() if not rights.is_of_a_library(name)}
    assert gone == set()


@pytest.mark.parametrize("name", sorted({row.name for row in TABLE}))
def test_each_role_gets_what_the_table_says(stage, name):
    wrong = []
    for row in [row for row in TABLE if row.name == name]:
        for role, told in zip(scene.ROLES, TABLE[row], strict=True):
            if (answer := rights.asked(stage, row, role)) != told:
                wrong.append(f"{row.method} {name} ({row.case}): {role} {answer}, not {told}")
    assert wrong == []


@pytest.mark.parametrize("name", sorted({row.name for row in TABLE}))
def test_an_address_takes_no_other_method(stage, name):
    if rights.is_of_a_library(name):
        pytest.skip("the library's own")
    taken = {row.method for row in TABLE if row.name == name}
    row = next(row for row in TABLE if row.name == name)
    for method in {"GET", "POST"} - taken:
        assert rights.asked(stage, row._replace(method=method), "secretary") == "405"
