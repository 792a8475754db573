"""The methods of the Bot API that the sandbox knows, by name."""

from collections.abc import Awaitable, Callable, Mapping

from bot.sandbox.call import Call
from bot.sandbox.methods import messages, profile, updates
from bot.sandbox.world import World

Method = Callable[[World, Call], Awaitable[object]]

METHODS: Mapping[str, Method] = {
    "answerCallbackQuery": messages.answer_callback_query,
    "deleteMessage": messages.delete_message,
    "deleteMyCommands": profile.delete_my_commands,
    "deleteWebhook": updates.delete_webhook,
    "editMessageCaption": messages.edit_message_caption,
    "editMessageReplyMarkup": messages.edit_message_reply_markup,
    "editMessageText": messages.edit_message_text,
    "getChat": profile.get_chat,
    "getChatMenuButton": profile.get_chat_menu_button,
    "getFile": profile.get_file,
    "getMe": profile.get_me,
    "getMyCommands": profile.get_my_commands,
    "getUpdates": updates.get_updates,
    "getWebhookInfo": updates.get_webhook_info,
    "sendChatAction": messages.send_chat_action,
    "sendDocument": messages.send_document,
    "sendMessage": messages.send_message,
    "sendPhoto": messages.send_photo,
    "setChatMenuButton": profile.set_chat_menu_button,
    "setMyCommands": profile.set_my_commands,
    "setWebhook": updates.set_webhook,
}
_BY_LOWER_NAME = {name.lower(): method for name, method in METHODS.items()}


def find_method(name: str) -> Method | None:
    """The method of that name; as in Telegram, case does not matter."""
    return _BY_LOWER_NAME.get(name.lower())
