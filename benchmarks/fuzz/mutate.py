"""Damage done to files at random: to their bytes, their words, or the parts of a container."""

import io
import random
import re
import zipfile
from collections.abc import Callable

_TOKEN = re.compile(rb"<[^<>]*>|\d+|[A-Za-z]+|[\t ]+|\r?\n|[\x80-\xff]{3}|.", re.DOTALL)
_SHOWN_NUMBER = re.compile(rb"(?<=>)\d+(?=<)")
_ELEMENT = re.compile(
    rb"<(w:tc|w:tr|w:p|w:r|row|c|mergeCell|td|tr|p|span|ofd:TextObject|ofd:PathObject)\b[^>]*>"
    rb".*?</\1>",
    re.DOTALL,
)
_NUMBERS = (b"0", b"1", b"7", b"99999", b"-1", b"1e9", b"2147483648", b"9" * 40)
_LONG = 1500

Mutation = Callable[[bytes, random.Random], bytes]


def flip_bits(content: bytes, chance: random.Random) -> bytes:
    mutated = bytearray(content)
    for _ in range(chance.choice((1, 4, 40))):
        mutated[chance.randrange(len(mutated))] ^= 1 << chance.randrange(8)
    return bytes(mutated)


def overwrite(content: bytes, chance: random.Random) -> bytes:
    """Single bytes replaced by any others."""
    mutated = bytearray(content)
    for _ in range(chance.choice((1, 5, 50))):
        mutated[chance.randrange(len(mutated))] = chance.randrange(256)
    return bytes(mutated)


def truncate(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def splice(content: bytes, chance: random.Random) -> bytes:
    """One stretch replaced by a copy of another."""
    start, end = _stretch(content, chance)
    source, source_end = _stretch(content, chance)
    return content[:start] + content[source:source_end] + content[end:]


def double(content: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(content, chance)
    return content[:end] + content[start:end] * chance.choice((1, 1, 20)) + content[end:]


def cut_out(content: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(content, chance)
    return content[:start] + content[end:]


def change_words(content: bytes, chance: random.Random) -> bytes:
    """Words, numbers, tags or white space removed, repeated, exchanged, or put elsewhere."""
    tokens = _TOKEN.findall(content)
    for _ in range(chance.choice((1, 2, 8))):
        at, other = chance.randrange(len(tokens)), chance.randrange(len(tokens))
        act = chance.randrange(5)
        if act == 0:
            tokens[at] = b""
        elif act == 1:
            tokens[at] *= chance.choice((2, 3, _LONG))
        elif act == 2:
            tokens[at], tokens[other] = tokens[other], tokens[at]
        elif act == 3:
            tokens[at] += tokens[other]
        else:
            tokens[at] = chance.choice(_NUMBERS)
    return b"".join(tokens)


def change_numbers(content: bytes, chance: random.Random) -> bytes:
    """One to three numbers replaced, in marked text mostly those that a reader would see."""
    shown = [match.span() for match in _SHOWN_NUMBER.finditer(content)]
    if not shown or chance.random() < 0.2:
        shown = [match.span() for match in re.finditer(rb"\d+", content)]
    for start, end in sorted(
        chance.sample(shown, min(len(shown), chance.choice((1, 2, 3)))), reverse=True
    ):
        content = content[:start] + chance.choice(_NUMBERS) + content[end:]
    return content


def change_elements(content: bytes, chance: random.Random) -> bytes:
    """Whole paragraphs, cells and rows of marked text removed, doubled or exchanged: what comes
    out is still well formed."""
    places = [match.span() for match in _ELEMENT.finditer(content)]
    if len(places) < 2:
        return change_lines(content, chance)
    (start, end), (other, other_end) = sorted(chance.sample(places, 2))
    first, second = content[start:end], content[other:other_end]
    act = chance.randrange(3)
    if act == 0:
        first = b""
    elif act == 1:
        first *= chance.choice((2, 2, 300))
    else:
        first, second = second, first
    return content[:start] + first + content[end:other] + second + content[other_end:]


def change_lines(content: bytes, chance: random.Random) -> bytes:
    """Lines removed, doubled or moved."""
    lines = content.split(b"\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    act = chance.randrange(3)
    if act == 0:
        del lines[at]
    elif act == 1:
        lines.insert(other, lines[at])
    else:
        lines[at], lines[other] = lines[other], lines[at]
    return b"\n".join(lines)


def _stretch(content: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(content))
    return start, min(len(content), start + chance.randrange(1, chance.choice((8, 64, 4096))))


_BYTES: tuple[Mutation, ...] = (flip_bits, overwrite, truncate, splice, double, cut_out)
_WORDS: tuple[Mutation, ...] = (
    change_words,
    change_words,
    change_numbers,
    change_lines,
    change_elements,
    change_elements,
)


def mutate(content: bytes, chance: random.Random) -> bytes:
    """A damaged copy. Containers are mostly damaged inside one of their parts and packed again, so
    that the damage gets past the unpacking."""
    if content.startswith(b"PK\x03\x04") and chance.random() < 0.85:
        return _mutate_part(content, chance)
    return _apply(content, chance)


def _mutate_part(content: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    # By size, because most of a report stands in one part.
    names = list(parts)
    name = chance.choices(names, [len(part) for part in parts.values()])[0]
    if chance.random() < 0.1:
        name = chance.choice(names)
    parts[name] = _apply(parts[name], chance)
    if chance.random() < 0.03:
        del parts[name]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, part in parts.items():
            archive.writestr(each, part)
    return buffer.getvalue()


def _apply(content: bytes, chance: random.Random) -> bytes:
    mutations = _BYTES if chance.random() < 0.4 else _WORDS
    for _ in range(chance.choice((1, 1, 1, 3))):
        if content:
            content = chance.choice(mutations)(content, chance)
    return content
