"""One request as its parameters, whichever of the accepted encodings it came in.

Source: https://core.telegram.org/bots/api#making-requests (query, form, multipart, JSON).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from bot.sandbox.shapes import ApiError, bad_request

MAX_FIELD = 1_000_000
"""Bytes of one parameter that is not a file, and of a JSON body."""
ENVELOPE = 1_000_000
"""Bytes granted to a multipart body beyond the file in it."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a multipart body."""

    name: str
    content: bytes
    mime_type: str | None


@dataclass(frozen=True, slots=True)
class Call:
    """Parameters by name; structured ones are still JSON text."""

    fields: Mapping[str, str]
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The parameter, or an empty string where it is not given."""
        return self.fields.get(name, "")

    def integer(self, name: str, default: int = 0) -> int:
        """Raises ApiError 400 where the parameter is no whole number."""
        value = self.text(name)
        if not value:
            return default
        try:
            return int(float(value))
        except (ValueError, OverflowError):
            raise bad_request(f"{name} must be an Integer") from None

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in ("true", "1", "yes")

    def json(self, name: str) -> object:
        """The parameter read as JSON, None where it is not given. Raises ApiError 400."""
        value = self.text(name)
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None


async def read_call(request: Request, max_file: int) -> Call:
    """Reads a request whose files have at most `max_file` bytes.

    Raises ApiError: 413 for a larger body, 411 for a body of unknown length, 400 for a broken one.
    """
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    fields = dict(request.query_params)
    if kind not in ("multipart/form-data", "application/x-www-form-urlencoded", "application/json"):
        return Call(fields)
    await check_length(request, max_file + ENVELOPE if kind == "multipart/form-data" else MAX_FIELD)
    if kind == "application/json":
        return Call(fields | _texts(await request.body()))
    uploads: dict[str, Upload] = {}
    try:
        async with request.form(max_part_size=MAX_FIELD) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    content = await value.read()
                    uploads[name] = Upload(value.filename or "", content, value.content_type)
                else:
                    fields[name] = value
    except (MultiPartException, HTTPException) as error:
        raise bad_request("can't parse the multipart body") from error
    if any(len(upload.content) > max_file for upload in uploads.values()):
        raise _too_large()
    return Call(fields, uploads)


async def check_length(request: Request, most: int) -> None:
    """Refuses a body by its announced length, keeping none of it."""
    announced = request.headers.get("content-length", "")
    if not announced.isdigit():
        raise ApiError(411, "Length Required")
    if int(announced) > most:
        # A client that is still sending would meet a closed connection instead of the answer.
        async for _ in request.stream():
            pass
        raise _too_large()


def _too_large() -> ApiError:
    return ApiError(413, "Request Entity Too Large")


def _texts(body: bytes) -> dict[str, str]:
    try:
        values = json.loads(body or b"{}")
    except ValueError:
        raise bad_request("can't parse JSON") from None
    if not isinstance(values, dict):
        raise bad_request("can't parse JSON")
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in values.items()
        if value is not None
    }
