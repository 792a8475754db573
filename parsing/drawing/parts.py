"""Changes some parts of an Office file and leaves all others as they are.

Source: ECMA-376 part 2 (Open Packaging Conventions): content types, relationships.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from itertools import count

from lxml import etree

from parsing.readers.ooxml import Package, located, value

_TYPES = "[Content_Types].xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = f"{_PACKAGE}/relationships"
_BESIDE = f"{{{_PACKAGE}/content-types}}"


class Parts:
    """The parts of a file as they are to be: what `root` hands out is written with what was done to
    it, and not at all where that is nothing. Raises what `Package.part` raises."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._roots: dict[str, etree._Element] = {}
        self._before: dict[str, bytes] = {}
        self._contents: dict[str, bytes] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._roots or name in self._contents or name in self._package

    def root(self, name: str) -> etree._Element:
        """The XML of a part, to be changed."""
        if name not in self._roots:
            self._roots[name] = self._package.part(name)
            self._before[name] = _written(self._roots[name])
        return self._roots[name]

    def put_root(self, name: str, root: etree._Element) -> None:
        """Has a part be this XML."""
        self._roots[name] = root

    def content(self, name: str) -> bytes:
        """The bytes of a part that is not taken for XML."""
        return self._contents.get(name) or self._package.content(name)

    def put(self, name: str, content: bytes) -> None:
        """Has a part be these bytes."""
        self._contents[name] = content

    def declared(self, pattern: str, media_type: str) -> str:
        """The first free name for a part, such as ``"xl/comments{}.xml"``, with its kind told."""
        name = next(free for n in count(1) if (free := pattern.format(n)) not in self)
        types = self.root(_TYPES)
        etree.SubElement(types, f"{_BESIDE}Override", PartName=f"/{name}", ContentType=media_type)
        return name

    def related(self, part: str, kind: str) -> Iterator[tuple[str, str]]:
        """The identifiers and names of the parts that a part has of one kind, the last word of
        their relationship's type."""
        beside = _relations_of(part)
        if beside in self:
            for each in self.root(beside):
                if (value(each, "Type") or "").endswith(f"/{kind}"):
                    target = located(posixpath.dirname(part), value(each, "Target") or "")
                    yield value(each, "Id") or "", target

    def relate(self, part: str, type_: str, target: str) -> str:
        """Relates a part to another; returns the identifier that it names the other by."""
        beside = _relations_of(part)
        if beside not in self:
            empty = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
            self.put_root(beside, empty)
        relations = self.root(beside)
        taken = {value(each, "Id") for each in relations}
        name = next(free for n in count(1) if (free := f"rId{n}") not in taken)
        etree.SubElement(
            relations, f"{{{_RELATIONS}}}Relationship", Id=name, Type=type_, Target=f"/{target}"
        )
        return name

    def written_into(self, content: bytes) -> bytes:
        """The file with the changed parts in their old places and the new ones behind."""
        written = {name: _written(root) for name, root in self._roots.items()}
        changed = {name: xml for name, xml in written.items() if xml != self._before.get(name)}
        contents = self._contents | changed
        buffer = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(content)) as old,
            zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for info in {info.filename: info for info in old.infolist()}.values():
                fresh = zipfile.ZipInfo(info.filename, info.date_time)
                fresh.compress_type = info.compress_type
                other = contents.pop(info.filename, None)
                new.writestr(fresh, old.read(info) if other is None else other)
            for name, added in contents.items():
                new.writestr(name, added)
        return buffer.getvalue()


def _written(root: etree._Element) -> bytes:
    xml: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return xml


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
