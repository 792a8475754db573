"""Pictures of one album wait for each other, and no longer."""

from datetime import datetime, timedelta

from domain.unit import Unit
from storage.rows import Album, AlbumPart

from .conftest import Work

MOMENT = timedelta(seconds=1)


def test_an_album_is_complete_when_nothing_has_come_for_a_moment(
    work: Work, township: Unit, now: datetime
) -> None:
    album = Album(501, "g1", township.id)
    with work() as uow:
        uow.albums.add(album, AlbumPart(8, "b" * 64, "2.jpg"), now)
        uow.albums.add(album, AlbumPart(7, "a" * 64, "1.jpg"), now + MOMENT)
        assert uow.albums.complete(now) == []
        assert uow.albums.complete(now + MOMENT) == [album]
        assert [part.message_id for part in uow.albums.parts(album)] == [7, 8]


def test_an_album_is_of_the_unit_that_its_first_picture_names(
    work: Work, township: Unit, county: Unit, now: datetime
) -> None:
    with work() as uow:
        uow.albums.add(Album(501, "g1", county.id), AlbumPart(8, "b" * 64, "2.jpg"), now)
        uow.albums.add(Album(501, "g1", township.id), AlbumPart(7, "a" * 64, "1.jpg"), now)
        assert uow.albums.complete(now) == [Album(501, "g1", township.id)]


def test_a_picture_that_comes_twice_is_kept_once(work: Work, township: Unit, now: datetime) -> None:
    album, part = Album(501, "g1", township.id), AlbumPart(7, "a" * 64, "1.jpg")
    with work() as uow:
        assert uow.albums.add(album, part, now)
        assert not uow.albums.add(album, part, now)


def test_an_album_that_became_an_upload_is_gone_and_others_stay(
    work: Work, township: Unit, now: datetime
) -> None:
    done, other = Album(501, "g1", township.id), Album(502, "g1", township.id)
    with work() as uow:
        for album in (done, other):
            uow.albums.add(album, AlbumPart(7, "a" * 64, "1.jpg"), now)
        uow.albums.remove(done)
        assert uow.albums.complete(now) == [other]
        assert not uow.albums.is_empty()


def test_what_a_packed_file_was_found_to_be_is_counted_and_kept_with_its_archive(
    work: Work, township: Unit, county: Unit, now: datetime
) -> None:
    with work() as uow:
        archive = uow.uploads.add(501, county.id, "全县.zip", "a" * 64, 10, now)
        first = uow.uploads.add(501, county.id, "1.docx", "b" * 64, 10, now, archive_id=archive.id)
        second = uow.uploads.add(501, county.id, "2.docx", "c" * 64, 10, now, archive_id=archive.id)
        uow.uploads.set_read(first.id, 2026, 1, township.id)
        uow.checks.save_report(first.id, "{}", "1")
        uow.checks.save_check(first.id, "{}", "1", errors=3, warnings=0, infos=0, now=now)
        packed = uow.uploads.packed(archive.id)
        assert [upload.unit_id for upload in packed] == [township.id, county.id]
        assert uow.checks.error_counts([first.id, second.id, archive.id]) == {first.id: 3}
