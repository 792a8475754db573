"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import hmac
import logging

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.sandbox.call import read_call
from bot.sandbox.files import MAX_UPLOAD
from bot.sandbox.methods import find_method
from bot.sandbox.shapes import ApiError
from bot.sandbox.world import World

log = logging.getLogger(__name__)


def bot_routes(world: World, token: str) -> list[BaseRoute]:
    """Routes of the Bot API for the one bot that holds this token."""

    async def call_method(request: Request) -> Response:
        name = request.path_params["method"]
        try:
            _check_token(request, token)
            method = find_method(name)
            if method is None:
                raise ApiError(404, "Not Found: method not found")
            call = await read_call(request, MAX_UPLOAD)
            result = await method(world, call)
        except ApiError as error:
            log.debug("refused method=%s code=%d", name, error.code)
            return _refusal(error)
        return JSONResponse({"ok": True, "result": result})

    async def download(request: Request) -> Response:
        try:
            _check_token(request, token)
        except ApiError as error:
            return _refusal(error)
        file = world.files.by_path(request.path_params["path"])
        content = world.files.content(file.file_id) if file else None
        if content is None:
            return _refusal(ApiError(404, "Not Found"))
        return Response(content, media_type="application/octet-stream")

    return [
        Route("/bot{token}/{method}", call_method, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", download, methods=["GET"]),
    ]


def _check_token(request: Request, token: str) -> None:
    given = str(request.path_params["token"])
    if not hmac.compare_digest(given.encode(), token.encode()):
        raise ApiError(401, "Unauthorized")


def _refusal(error: ApiError) -> JSONResponse:
    body: dict[str, object] = {
        "ok": False,
        "error_code": error.code,
        "description": error.description,
    }
    if error.retry_after is not None:
        body["parameters"] = {"retry_after": error.retry_after}
    return JSONResponse(body, status_code=error.code)
