"""The calls of the chat page, and of tests that sit in a person's place (`/api/seats…`).

In a group's place (`/api/seats/group…`) `as` names the member who writes or presses. `reply_to` is
the message that is answered. Refusals are `{"error": code}`; the page has the words for the codes.
"""

from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.sandbox import people
from bot.sandbox.bot_view import entity_object
from bot.sandbox.call import MAX_FIELD, check_length, read_call
from bot.sandbox.files import MAX_UPLOAD, StoredFile
from bot.sandbox.markup import plain
from bot.sandbox.methods.content import MAX_CAPTION, MAX_TEXT
from bot.sandbox.seats import Group, Seat
from bot.sandbox.shapes import ApiError
from bot.sandbox.world import Chat, Message, PressRefused, World

CHANGES_SECONDS = 25
ACCEPTED = 202

Handler = Callable[[World, Chat, Request], Awaitable[Response]]


class _Refused(Exception):  # noqa: N818 - an answer, not a fault
    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


def seat_routes(world: World) -> list[BaseRoute]:
    """Routes under /api for all seats of this world."""

    async def seats(request: Request) -> Response:
        return JSONResponse([_place(world, chat.seat) for chat in world.chats])

    async def changes(request: Request) -> Response:
        """Waits until something differs from revision `since`, at most CHANGES_SECONDS."""
        since = request.query_params.get("since", "")
        await world.bell.until(
            lambda: since != str(world.revision) or world.closed, CHANGES_SECONDS
        )
        return JSONResponse(
            {
                "revision": world.revision,
                "seats": {chat.seat.key: _summary(world, chat) for chat in world.chats},
            }
        )

    async def traffic(request: Request) -> Response:
        return JSONResponse(world.traffic.summary())

    def seat(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            chat = world.seat_chat(request.path_params["seat"])
            try:
                if chat is None:
                    raise _Refused(404, "unknown_seat")
                return await handler(world, chat, request)
            except _Refused as refused:
                return JSONResponse({"error": refused.code}, status_code=refused.status)

        return endpoint

    base = "/api/seats/{seat}"
    return [
        Route("/api/seats", seats),
        Route("/api/changes", changes),
        Route("/api/traffic", traffic),
        Route(f"{base}/messages", seat(_list_messages), methods=["GET"]),
        Route(f"{base}/messages", seat(_post_message), methods=["POST"]),
        Route(f"{base}/files", seat(_post_file), methods=["POST"]),
        Route(f"{base}/files/{{file_id}}", seat(_get_file), methods=["GET"]),
        Route(f"{base}/press", seat(_press), methods=["POST"]),
        Route(f"{base}/commands", seat(_commands), methods=["GET"]),
    ]


async def _list_messages(world: World, chat: Chat, request: Request) -> Response:
    return JSONResponse([_bubble(chat, message) for message in chat.messages.values()])


async def _post_message(world: World, chat: Chat, request: Request) -> Response:
    body = await _json_body(request)
    text = body.get("text")
    if not isinstance(text, str) or not plain(text).text:
        raise _Refused(400, "empty_text")
    if plain(text).length > MAX_TEXT:
        raise _Refused(400, "text_too_long")
    return _accepted(people.send_text(world, _desk(world, chat, body), text))


async def _post_file(world: World, chat: Chat, request: Request) -> Response:
    try:
        call = await read_call(request, MAX_UPLOAD)
    except ApiError as error:
        code = "file_too_large" if error.code == 413 else "bad_body"
        raise _Refused(error.code, code) from error
    upload = call.uploads.get("file")
    if upload is None:
        raise _Refused(400, "file_missing")
    caption = call.text("caption")
    if plain(caption).length > MAX_CAPTION:
        raise _Refused(400, "text_too_long")
    desk = _desk(world, chat, call.fields)
    if call.flag("as_photo"):
        try:
            stored = world.files.put_photo(upload.content)
        except ApiError as error:
            raise _Refused(400, "photo_unreadable") from error
    else:
        stored = world.files.put_document(upload.name, upload.content, upload.mime_type)
    album = call.text("album") or None
    return _accepted(people.send_file(world, desk, stored, caption, album))


async def _press(world: World, chat: Chat, request: Request) -> Response:
    body = await _json_body(request)
    message_id, data = body.get("message_id"), body.get("data")
    if not isinstance(message_id, int) or not isinstance(data, str):
        raise _Refused(400, "bad_body")
    try:
        people.press(world, _desk(world, chat, body), message_id, data)
    except PressRefused as refused:
        if refused.gone:
            raise _Refused(409, "button_gone") from refused
        raise _Refused(404, "no_such_message") from refused
    return JSONResponse({"ok": True}, status_code=ACCEPTED)


async def _commands(world: World, chat: Chat, request: Request) -> Response:
    return JSONResponse(world.commands_for(chat))


async def _get_file(world: World, chat: Chat, request: Request) -> Response:
    """A file of this person's chat: a photo to be shown, anything else to be saved."""
    file_id = request.path_params["file_id"]
    file = next(
        (m.file for m in chat.messages.values() if m.file and m.file.file_id == file_id), None
    )
    content = world.files.content(file_id)
    if file is None or content is None:
        raise _Refused(404, "no_such_file")
    if file.kind == "photo":
        return Response(content, media_type=file.mime_type)
    disposition = f"attachment; filename*=UTF-8''{quote(file.name)}"
    return Response(
        content,
        media_type="application/octet-stream",
        headers={"content-disposition": disposition},
    )


def _place(world: World, place: Seat | Group) -> dict[str, object]:
    """A seat, or a group with those who may write there and the mention that calls the bot."""
    shown: dict[str, object] = {"seat": place.key, "name": place.name}
    if isinstance(place, Seat):
        return shown | {"role": place.role}
    mention = f"@{world.bot_user['username']}"
    return shown | {"role": "group", "members": list(place.members), "mention": mention}


def _desk(world: World, chat: Chat, fields: Mapping[str, object]) -> people.Desk:
    author = world.author(chat, str(fields.get("as", "")))
    if author is None:
        raise _Refused(400, "unknown_member")
    answered = str(fields.get("reply_to", ""))
    if not answered:
        return people.Desk(chat, author)
    if not answered.isdecimal() or int(answered) not in chat.messages:
        raise _Refused(404, "no_such_message")
    return people.Desk(chat, author, int(answered))


async def _json_body(request: Request) -> dict[str, object]:
    try:
        await check_length(request, MAX_FIELD)
        body = await request.json()
    except ApiError as error:
        raise _Refused(error.code, "body_too_large") from error
    except ValueError:
        raise _Refused(400, "bad_body") from None
    if not isinstance(body, dict):
        raise _Refused(400, "bad_body")
    return body


def _accepted(message: Message) -> Response:
    return JSONResponse({"message_id": message.message_id}, status_code=ACCEPTED)


def _summary(world: World, chat: Chat) -> dict[str, object]:
    answer = chat.answer
    return {
        "revision": chat.revision,
        "from_bot": [m.message_id for m in chat.messages.values() if m.from_bot],
        "typing": world.is_typing(chat),
        "answer": answer and {"id": answer.query_id, "text": answer.text, "alert": answer.alert},
    }


def _bubble(chat: Chat, message: Message) -> dict[str, object]:
    """A message as its reader sees it. `entities` say how the text is set, for the page."""
    file = message.file
    return {
        "message_id": message.message_id,
        "from": "bot" if message.from_bot else "user",
        "author": message.author.key if message.author else None,
        "name": message.author.name if message.author else None,
        "reply_to": message.reply_to,
        "date": message.date.isoformat(timespec="seconds"),
        "text": message.content.text,
        "entities": [entity_object(entity) for entity in message.content.entities],
        "edits": message.edits,
        "buttons": [
            [{"text": button.text, "data": button.data, "url": button.url} for button in row]
            for row in message.keyboard
        ],
        "photo": _url(chat, file) if file and file.kind == "photo" else None,
        "document": {"name": file.name, "url": _url(chat, file), "size": file.size}
        if file and file.kind == "document"
        else None,
    }


def _url(chat: Chat, file: StoredFile) -> str:
    return f"/api/seats/{chat.seat.key}/files/{file.file_id}"
