"""A Telegram of its own on loopback, for trying the bot and for tests.

It speaks the Bot API over HTTP to the unchanged bot and serves a chat page to a person's browser.
It knows seats, chats and messages, and nothing of units, reports or rules.
"""
