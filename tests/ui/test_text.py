import pytest

from portal.ui.text import make_slug, sort_key


def test_danish_letters_come_last():
    names = ["Åse", "Zita", "Østen", "Ærø", "anna", "Bo"]
    assert sorted(names, key=sort_key) == ["anna", "Bo", "Zita", "Ærø", "Østen", "Åse"]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Ældre på råd", "aeldre-paa-raad"),
        ("🚲🚲", "uden-titel"),
        ("x" * 200, "x" * 60),
        (
            "En meget lang titel om noget, der ikke kan siges kortere, end det her siges",
            "en-meget-lang-titel-om-noget-der-ikke-kan-siges-kortere-end",
        ),
    ],
)
def test_a_slug_can_be_read(title, slug):
    assert make_slug(title) == slug
