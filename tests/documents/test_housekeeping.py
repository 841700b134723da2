"""What is on the disk and in no row goes after some days; what a row knows stays for good."""

import os
import time

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from portal.documents import housekeeping, services

from .test_files import picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, settings):
    storages = settings.STORAGES
    settings.STORAGES = storages | {
        "default": storages["default"] | {"OPTIONS": {"location": tmp_path}}
    }


def blob(name: str, *, days: int) -> str:
    stored = default_storage.save(f"documents/{name[:2]}/{name}", ContentFile(b"x"))
    then = time.time() - days * 24 * 60 * 60
    os.utime(default_storage.path(stored), (then, then))
    return stored


def test_a_blob_that_no_row_knows_is_removed_after_some_days():
    old, new = blob("aa01", days=3), blob("aa02", days=1)
    known = services.store_bytes(picture(), name="a.png", mime_type="image/png")
    path = default_storage.path(known.blob.name)
    os.utime(path, (0, 0))
    assert housekeeping.remove_unknown_blobs() == 1
    assert not default_storage.exists(old)
    assert default_storage.exists(new)
    with known.blob.open() as kept:
        assert kept.read() == picture()


def test_nothing_is_removed_where_the_database_must_be_the_wrong_one():
    blobs = [blob(f"ab{number:02}", days=3) for number in range(30)]
    with pytest.raises(housekeeping.WrongDatabaseError, match="30 of 30"):
        housekeeping.remove_unknown_blobs()
    assert all(default_storage.exists(name) for name in blobs)


def test_an_empty_disk_is_nothing_to_complain_about():
    assert housekeeping.remove_unknown_blobs() == 0
