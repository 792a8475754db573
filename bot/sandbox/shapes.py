"""The objects of the Bot API that the sandbox hands out, under the API's own field names.

Source: https://core.telegram.org/bots/api, "Available types". Dates are Unix seconds, offsets and
lengths count UTF-16 code units.
"""

from typing import Literal, NotRequired, TypedDict


class ApiError(Exception):
    """A call that Telegram would refuse: HTTP status, its description, seconds to wait (429)."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


def bad_request(description: str) -> ApiError:
    """The refusal Telegram gives to a call that it understood but cannot carry out."""
    return ApiError(400, f"Bad Request: {description}")


class ApiUser(TypedDict):
    id: int
    is_bot: bool
    first_name: str
    username: NotRequired[str]
    language_code: NotRequired[str]
    can_join_groups: NotRequired[bool]
    can_read_all_group_messages: NotRequired[bool]
    supports_inline_queries: NotRequired[bool]


class ApiChat(TypedDict):
    id: int
    type: Literal["private", "supergroup"]
    first_name: NotRequired[str]
    title: NotRequired[str]


class ApiEntity(TypedDict):
    type: str
    offset: int
    length: int
    url: NotRequired[str]
    language: NotRequired[str]


class ApiFile(TypedDict):
    file_id: str
    file_unique_id: str
    file_size: int
    file_path: NotRequired[str]


class ApiDocument(TypedDict):
    file_id: str
    file_unique_id: str
    file_size: int
    file_name: str
    mime_type: str


class ApiPhotoSize(TypedDict):
    file_id: str
    file_unique_id: str
    file_size: int
    width: int
    height: int


class ApiButton(TypedDict):
    text: str
    callback_data: NotRequired[str]
    url: NotRequired[str]


class ApiKeyboard(TypedDict):
    inline_keyboard: list[list[ApiButton]]


# `from` is a keyword of Python, so this one type cannot be written as a class.
ApiMessage = TypedDict(
    "ApiMessage",
    {
        "message_id": int,
        "from": ApiUser,
        "chat": ApiChat,
        "date": int,
        "edit_date": NotRequired[int],
        "media_group_id": NotRequired[str],
        "text": NotRequired[str],
        "entities": NotRequired[list[ApiEntity]],
        "caption": NotRequired[str],
        "caption_entities": NotRequired[list[ApiEntity]],
        "document": NotRequired[ApiDocument],
        "photo": NotRequired[list[ApiPhotoSize]],
        "reply_markup": NotRequired[ApiKeyboard],
        "reply_to_message": NotRequired["ApiMessage"],
    },
)

ApiCallbackQuery = TypedDict(
    "ApiCallbackQuery",
    {
        "id": str,
        "from": ApiUser,
        "message": ApiMessage,
        "chat_instance": str,
        "data": str,
    },
)


class ApiUpdate(TypedDict):
    update_id: int
    message: NotRequired[ApiMessage]
    callback_query: NotRequired[ApiCallbackQuery]


class ApiWebhookInfo(TypedDict):
    url: str
    has_custom_certificate: bool
    pending_update_count: int
    max_connections: NotRequired[int]
    allowed_updates: NotRequired[list[str]]
    last_error_date: NotRequired[int]
    last_error_message: NotRequired[str]
