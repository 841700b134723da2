"""Every address of the portal, asked by every role: the table says what each of them gets."""

import random

import pytest

from . import rights, scene

TABLE = rights.read()


pytestmark = pytest.mark.usefixtures("db", "without_log")


def test_every_address_stands_in_the_table():
    in_table = {row.name for row in TABLE}
    assert rights.addresses() - in_table == set()
    gone = {name for name in in_table - rights.addresses() if not rights.is_of_a_library(name)}
    assert gone == set()


@pytest.fixture
def roles_asked(pytestconfig):
    """Return whom to ask: everybody in the full run, else one for each answer, another each time.

    The stranger is always asked.
    """
    if pytestconfig.getoption("--full"):
        return lambda told: told
    return lambda told: {role: told[role] for role in {"public", *one_for_each(told)}}


def one_for_each(told):
    shuffled = random.sample(sorted(told), k=len(told))
    return {told[role]: role for role in shuffled}.values()


@pytest.mark.parametrize("name", sorted({row.name for row in TABLE}))
def test_each_role_gets_what_the_table_says(stage, name, roles_asked):
    wrong = []
    for row in [row for row in TABLE if row.name == name]:
        for role, told in roles_asked(dict(zip(scene.ROLES, TABLE[row], strict=True))).items():
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
