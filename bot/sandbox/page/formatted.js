// Sets a text as its entities say. Offsets count UTF-16 units, as JavaScript's own strings do.

import { make } from "./dom.js";
import { words } from "./words.js";

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

export function formatted(text, entities, sendCommand) {
  const fragment = document.createDocumentFragment();
  append(fragment, text, 0, text.length, [...entities], sendCommand);
  return fragment;
}

function append(parent, text, start, end, queue, sendCommand) {
  let at = start;
  while (queue.length && queue[0].offset < end) {
    const entity = queue.shift();
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (to <= from) continue;
    parent.append(text.slice(at, from));
    const [outer, inner] = elements(entity, text.slice(from, to), sendCommand);
    append(inner, text, from, to, queue, sendCommand);
    parent.append(outer);
    // The line break after a block is already there by its being a block.
    at = BLOCKS.has(entity.type) && text[to] === "\n" && to < end ? to + 1 : to;
  }
  parent.append(text.slice(at, end));
}

// The element to insert and the one its text goes into.
function elements(entity, text, sendCommand) {
  if (entity.type === "bot_command") {
    const button = make("button", { type: "button", className: "link", onclick: () => sendCommand(text) });
    return [button, button];
  }
  if (entity.type === "text_link") {
    const link = make("a", { href: entity.url, target: "_blank", rel: "noreferrer noopener" });
    return [link, link];
  }
  if (entity.type === "spoiler") return spoiler();
  if (entity.type === "expandable_blockquote") return expandable();
  const plain = make(TAGS[entity.type] ?? "span");
  return [plain, plain];
}

function spoiler() {
  const hidden = make("button", { type: "button", className: "spoiler", "aria-label": words.reveal });
  hidden.addEventListener("click", () => {
    const shown = make("span", {}, ...hidden.childNodes);
    hidden.replaceWith(shown);
  });
  return [hidden, hidden];
}

function expandable() {
  const inner = make("div", { className: "quoted" });
  const toggle = make("button", { type: "button", className: "link", "aria-expanded": "false" }, words.expand);
  const quote = make("blockquote", { className: "expandable" }, inner, toggle);
  toggle.addEventListener("click", () => {
    const open = quote.classList.toggle("open");
    toggle.setAttribute("aria-expanded", String(open));
    toggle.textContent = open ? words.collapse : words.expand;
  });
  return [quote, inner];
}
