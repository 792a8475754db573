// What a group adds to the line at the bottom: as whom one writes, a mention of the bot, the message
// that is answered, and the way to what the bot tells that person in private.

import { byId, make } from "./dom.js";
import { gist, words } from "./words.js";

export class GroupDesk {
  #place = null;
  #chosen = {};
  #answered = null;
  #actions;

  // actions: nameOf(seat), mention(text), changed(), visit(seat)
  constructor(actions) {
    this.#actions = actions;
    byId("mention").addEventListener("click", () => this.#actions.mention(this.#place.mention));
    byId("unanswer").addEventListener("click", () => this.answer(null));
    byId("private").addEventListener("click", () => this.#actions.visit(this.author));
    byId("composer").addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) this.answer(null);
    });
  }

  // Whoever writes here, or null where the conversation is nobody's but the seat's own.
  get author() {
    return this.#place && (this.#chosen[this.#place.seat] ?? this.#place.members[0]);
  }

  // What goes along with everything that is sent.
  get fields() {
    return { ...(this.#place && { as: this.author }), ...(this.#answered && { reply_to: this.#answered }) };
  }

  // In a group a command reaches the bot only with its name.
  addressed(command) {
    return this.#place ? `${command}${this.#place.mention}` : command;
  }

  take(place) {
    this.#place = place.role === "group" ? place : null;
    this.answer(null);
    byId("desk").hidden = !this.#place;
    byId("private").hidden = true;
    byId("text").placeholder = this.#place ? words.writeInGroup : words.write;
    if (this.#place) byId("writers").replaceChildren(...this.#place.members.map((key) => this.#writer(key)));
  }

  answer(message) {
    this.#answered = message && message.message_id;
    byId("answering").hidden = !message;
    if (!message) return;
    byId("answered-name").textContent = words.answering(message.name ?? words.bot);
    byId("answered-gist").textContent = gist(message);
  }

  showPrivate(unread) {
    byId("private").hidden = !this.#place || !unread;
    if (this.#place) byId("private").textContent = words.inPrivate(this.#actions.nameOf(this.author), unread);
  }

  #writer(key) {
    const input = make("input", { type: "radio", name: "writer", value: key });
    input.checked = key === this.author;
    input.addEventListener("change", () => {
      this.#chosen[this.#place.seat] = key;
      this.#actions.changed();
    });
    return make("label", { className: "chip" }, input, make("span", {}, this.#actions.nameOf(key)));
  }
}
