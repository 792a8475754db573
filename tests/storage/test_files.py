"""Bytes are found again under their hash, once and undamaged."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from storage.files import FileDamagedError, FsspecFileStore

CONTENT = "政府信息公开工作年度报告".encode()
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(params=["folder", "file", "memory"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    memory = f"memory://store-{tmp_path.name}"
    places = {"folder": f"{tmp_path}/store", "file": f"file://{tmp_path}/store", "memory": memory}
    yield places[request.param]
    fsspec.filesystem("memory").store.clear()


def stored(root: str) -> list[str]:
    files, path = fsspec.core.url_to_fs(root)
    return [name.removeprefix(path).lstrip("/") for name in files.find(path)]


def test_what_was_put_is_got_back(root: str) -> None:
    store = FsspecFileStore(root)
    assert store.put(CONTENT) == SHA256
    assert FsspecFileStore(root).get(SHA256) == CONTENT


def test_twice_is_once_and_nothing_is_left_beside_it(root: str) -> None:
    store = FsspecFileStore(root)
    store.put(CONTENT)
    store.put(CONTENT)
    assert stored(root) == [f"{SHA256[:2]}/{SHA256[2:4]}/{SHA256}"]


def test_a_file_is_kept_as_its_content_would_be(root: str, tmp_path: Path) -> None:
    (tmp_path / "年报.txt").write_bytes(CONTENT)
    store = FsspecFileStore(root)
    for _ in range(2):
        assert store.put_file(tmp_path / "年报.txt") == SHA256
    assert store.get(SHA256) == CONTENT
    assert stored(root) == [f"{SHA256[:2]}/{SHA256[2:4]}/{SHA256}"]
    assert (tmp_path / "年报.txt").exists()


def test_an_empty_file_is_kept_too(root: str) -> None:
    store = FsspecFileStore(root)
    assert store.get(store.put(b"")) == b""


@pytest.mark.parametrize("name", ["0" * 64, "../../etc/passwd", ""])
def test_what_was_never_put_is_not_found(root: str, name: str) -> None:
    with pytest.raises(FileNotFoundError):
        FsspecFileStore(root).get(name)


def test_damage_is_noticed(root: str) -> None:
    store = FsspecFileStore(root)
    store.put(CONTENT)
    files, path = fsspec.core.url_to_fs(root)
    (name,) = files.find(path)
    files.pipe_file(name, CONTENT[:-1])
    with pytest.raises(FileDamagedError, match=SHA256):
        store.get(SHA256)
