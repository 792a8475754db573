// The conversation as elements: one per message, replaced in place when the message changes.

import { make } from "./dom.js";
import { formatted } from "./formatted.js";
import { gist, words } from "./words.js";

const clock = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const calendar = new Intl.DateTimeFormat("zh-CN", { month: "long", day: "numeric", weekday: "short" });

export class Bubbles {
  #log;
  #actions;
  #shown = new Map();
  #reader = null;

  // actions: sendCommand(text), press(message, button, element), view(url), start(), answer(message)
  constructor(log, actions) {
    this.#log = log;
    this.#actions = actions;
  }

  clear() {
    this.#shown.clear();
    this.#log.replaceChildren();
  }

  // Brings the log to this state; untouched messages keep their elements. In a group `reader` is who
  // reads: their messages stand on the right, and every message says whose it is.
  show(messages, reader) {
    this.#reader = reader;
    const byNumber = new Map(messages.map((message) => [message.message_id, message]));
    const wanted = [];
    let day = null;
    for (const message of messages) {
      const label = dayLabel(new Date(message.date));
      if (label !== day) wanted.push(this.#keyed(`day ${label}`, label, () => dayLine(label)));
      day = label;
      const answered = byNumber.get(message.reply_to);
      const looks = JSON.stringify([message, reader, answered && gist(answered)]);
      wanted.push(this.#keyed(message.message_id, looks, () => this.#row(message, answered)));
    }
    if (!messages.length) wanted.push(this.#keyed("empty", "", () => this.#empty()));
    this.#arrange(wanted);
  }

  settle() {
    for (const button of this.#log.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  }

  #keyed(key, state, build) {
    const known = this.#shown.get(key);
    if (known?.state === state) return { key, state, element: known.element };
    return { key, state, element: build(), replaces: known?.element };
  }

  #arrange(wanted) {
    const next = new Map(wanted.map((item) => [item.key, item]));
    for (const { element, replaces } of next.values()) {
      if (replaces) {
        element.classList.add("settled");
        replaces.replaceWith(element);
      }
    }
    for (const [key, { element }] of this.#shown) if (!next.has(key)) element.remove();
    let before = null;
    for (const { element } of next.values()) {
      const place = before ? before.nextSibling : this.#log.firstChild;
      if (place !== element) this.#log.insertBefore(element, place);
      before = element;
    }
    this.#shown = next;
  }

  #row(message, answered) {
    const parts = [];
    if (this.#reader) parts.push(make("div", { className: "author" }, message.name ?? words.bot));
    if (answered) parts.push(this.#quote(answered));
    if (message.photo) parts.push(this.#photo(message));
    if (message.document) parts.push(documentCard(message.document));
    if (message.text) {
      const text = make("div", { className: "text" });
      text.append(formatted(message.text, message.entities, this.#actions.sendCommand));
      parts.push(text);
    }
    const bubble = make("div", { className: "bubble" }, ...parts, stamp(message));
    const said = this.#reader ? make("div", { className: "said" }, bubble, this.#answering(message)) : bubble;
    const row = make("article", { className: `row ${this.#side(message)}`, "data-message": message.message_id }, said);
    if (message.buttons.length) row.append(this.#keyboard(message));
    return row;
  }

  #side(message) {
    if (message.from === "bot") return "from-bot";
    return this.#reader && message.author !== this.#reader ? "from-other" : "from-user";
  }

  #quote(answered) {
    const goThere = () => {
      const row = this.#log.querySelector(`[data-message="${answered.message_id}"]`);
      row?.scrollIntoView({ block: "center" });
    };
    return make(
      "button",
      { type: "button", className: "quote", onclick: goThere },
      make("span", { className: "author" }, answered.name ?? words.bot),
      make("span", { className: "gist" }, gist(answered)),
    );
  }

  #answering(message) {
    const label = words.answer(message.name ?? words.bot);
    const button = make("button", { type: "button", className: "icon answer", "aria-label": label, title: label });
    button.append(document.getElementById("answer-icon").content.cloneNode(true));
    button.addEventListener("click", () => this.#actions.answer(message));
    return button;
  }

  #photo(message) {
    const label = message.from === "bot" ? words.photo : words.ownPhoto;
    const image = make("img", { src: message.photo, alt: label });
    const open = () => this.#actions.view(message.photo);
    return make("button", { type: "button", className: "photo", onclick: open }, image);
  }

  #keyboard(message) {
    const rows = message.buttons.map((row) =>
      make("div", { className: "keys" }, ...row.map((button) => this.#key(message, button))),
    );
    return make("div", { className: "keyboard" }, ...rows);
  }

  #key(message, button) {
    if (button.url) {
      return make("a", { className: "key", href: button.url, target: "_blank", rel: "noreferrer noopener" }, button.text);
    }
    const key = make("button", { type: "button", className: "key" }, button.text);
    key.addEventListener("click", () => this.#actions.press(message, button, key));
    return key;
  }

  #empty() {
    const [title, hint, label] = this.#reader
      ? [words.emptyGroupTitle, words.emptyGroupHint, words.mention]
      : [words.emptyTitle, words.emptyHint, words.start];
    return make(
      "div",
      { className: "empty" },
      make("h3", {}, title),
      make("p", {}, hint),
      make("button", { type: "button", className: "primary", onclick: this.#actions.start }, label),
    );
  }
}

function documentCard(file) {
  const suffix = file.name.includes(".") ? file.name.split(".").pop().slice(0, 4).toUpperCase() : "";
  return make(
    "a",
    { className: "document", href: file.url, download: file.name, "aria-label": words.download(file.name) },
    make("span", { className: "suffix", "aria-hidden": "true" }, suffix),
    make(
      "span",
      { className: "about" },
      make("span", { className: "name" }, file.name),
      make("span", { className: "size" }, size(file.size)),
    ),
  );
}

function stamp(message) {
  const date = new Date(message.date);
  const time = make("time", { datetime: message.date }, clock.format(date));
  const edited = message.edits ? make("span", {}, words.edited) : null;
  return make("div", { className: "stamp" }, edited, time);
}

const dayLine = (label) => make("div", { className: "day" }, make("span", {}, label));

function dayLabel(date) {
  const days = Math.round((midnight(new Date()) - midnight(date)) / 86_400_000);
  return { 0: words.today, 1: words.yesterday }[days] ?? calendar.format(date);
}

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());

function size(bytes) {
  if (bytes < 1000) return `${bytes} 字节`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
