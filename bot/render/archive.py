"""The message of an archive: how far its files are, then what became of each."""

from bot.render.lists import state_of
from bot.reply import Button, Reply, clip
from bot.texts import Catalogue
from bot.views import HistoryLine, UploadView
from domain.upload import FINAL_STATES, UploadState

PAGE_SIZE = 8
NAME_LIMIT = 60


def archive_message(view: UploadView, page: int, texts: Catalogue) -> Reply:
    """Page `page` (from 0, kept within range) of the files of an archive."""
    done = [line for line in view.packed if line.upload.state in FINAL_STATES]
    name, total = clip(view.upload.file_name, NAME_LIMIT), len(view.packed)
    if view.upload.state is not UploadState.ANSWERED:
        return Reply(texts.html("archive.working", file_name=name, done=len(done), total=total))
    pages = -(-total // PAGE_SIZE)
    page = min(max(page, 0), pages - 1)
    first = page * PAGE_SIZE
    shown = view.packed[first : first + PAGE_SIZE]
    lines = [_head(view, name, texts)]
    lines += [_line(number, line, texts) for number, line in enumerate(shown, first + 1)]
    return Reply("\n".join(lines), _buttons(view.upload.id, shown, first, page, pages, texts))


def _head(view: UploadView, name: str, texts: Catalogue) -> str:
    answered = [line for line in view.packed if line.upload.state is UploadState.ANSWERED]
    mending = sum(1 for line in answered if line.errors)
    return texts.html(
        "archive.head",
        file_name=name,
        total=len(view.packed),
        clean=len(answered) - mending,
        mending=mending,
        unread=len(view.packed) - len(answered),
    )


def _line(number: int, line: HistoryLine, texts: Catalogue) -> str:
    name = clip(line.upload.file_name, NAME_LIMIT)
    return texts.html("archive.line", number=number, file_name=name, state=state_of(line, texts))


def _buttons(
    archive_id: int,
    shown: tuple[HistoryLine, ...],
    first: int,
    page: int,
    pages: int,
    texts: Catalogue,
) -> tuple[tuple[Button, ...], ...]:
    show = [
        Button(texts.plain("button.show", number=number), f"show:{line.upload.id}")
        for number, line in enumerate(shown, first + 1)
    ]
    rows = [tuple(show[n : n + 4]) for n in range(0, len(show), 4)]
    turn = []
    if page > 0:
        turn.append(Button(texts.plain("button.previous"), f"packed:{archive_id}:{page - 1}"))
    if page < pages - 1:
        turn.append(Button(texts.plain("button.next"), f"packed:{archive_id}:{page + 1}"))
    return (*rows, tuple(turn)) if turn else tuple(rows)
