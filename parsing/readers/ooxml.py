"""The container of Office files (DOCX, XLSX): XML parts in a ZIP, opened within bounds.

Elements are told apart by local name, so that transitional and strict files read alike.
Source: ECMA-376 part 2 (Open Packaging Conventions).
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from domain.refusal import FileRefused, Refusal

_MAX_PART_BYTES = 30_000_000
_MAX_TOTAL_BYTES = 300_000_000


class Package:
    """The parts of one file. Raises FileRefused: TOO_LARGE where a part unpacks to more than
    30 MB, BROKEN where a part that must be there is missing or no plain XML."""

    def __init__(self, archive: zipfile.ZipFile, kind: str) -> None:
        self._archive = archive
        self._names = frozenset(archive.namelist())
        self._kind = kind
        if sum(info.file_size for info in archive.infolist()) > _MAX_TOTAL_BYTES:
            raise FileRefused(Refusal.TOO_LARGE, kind)

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def content(self, name: str) -> bytes:
        """The bytes of a part."""
        with self._archive.open(name) as stream:
            content = stream.read(_MAX_PART_BYTES + 1)
        if len(content) > _MAX_PART_BYTES:
            raise FileRefused(Refusal.TOO_LARGE, self._kind)
        return content

    def part(self, name: str) -> etree._Element:
        """The XML of a part."""
        root = _parse(self.content(name))
        if root.getroottree().docinfo.doctype:
            # Office never writes a document type; one is there to expand entities.
            raise FileRefused(Refusal.BROKEN, self._kind)
        return root

    def part_if_there(self, name: str) -> etree._Element | None:
        return self.part(name) if name in self else None


@contextmanager
def opened(content: bytes, kind: str) -> Iterator[Package]:
    """The parts of a file. Raises FileRefused with BROKEN for a damaged container or part."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield Package(archive, kind)
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        OSError,
        EOFError,
        NotImplementedError,
        etree.XMLSyntaxError,
    ) as error:
        raise FileRefused(Refusal.BROKEN, kind) from error


def located(folder: str, target: str) -> str:
    """The name of the part that a relationship of a part in `folder` leads to."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _parse(xml: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
    )
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The children of a local name; none where there is no element."""
    if element is not None:
        yield from (each for each in element if local(each) == name)


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first descendant along a path of local names, or None."""
    for name in path:
        element = next(children(element, name), None)
    return element


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute by its local name."""
    if element is None:
        return None
    return next((v for k, v in element.attrib.items() if k.rsplit("}", 1)[-1] == name), None)
