// The line at the bottom: text, commands, files chosen, pasted or dropped anywhere on the page.

import { byId, make } from "./dom.js";

export class Composer {
  #text = byId("text");
  #list = byId("commands");
  #commands = [];
  #offered = [];
  #chosen = -1;
  #actions;

  // actions: send(text), sendFiles(files), command(name) → the text that gives the command,
  // commands() → promise of [{command, description}]
  constructor(actions) {
    this.#actions = actions;
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send(this.#text.value);
    });
    this.#text.addEventListener("input", () => this.#typed());
    this.#text.addEventListener("keydown", (event) => this.#key(event));
    this.#text.addEventListener("blur", () => this.#offer([]));
    this.#text.addEventListener("paste", (event) => {
      if (event.clipboardData.files.length) this.#files(event, event.clipboardData.files);
    });
    const input = byId("file");
    byId("clip").addEventListener("click", () => input.click());
    input.addEventListener("change", () => {
      this.#actions.sendFiles([...input.files]);
      input.value = "";
    });
    this.#drops();
  }

  async refresh() {
    this.#commands = await this.#actions.commands();
  }

  get text() {
    return this.#text.value;
  }

  set text(text) {
    this.#text.value = text;
    this.#typed();
  }

  // Adds words at the end, with a space around them, and lets the person write on.
  append(words) {
    const before = this.#text.value.trimEnd();
    if (!before.split(/\s/).includes(words)) this.text = `${before ? `${before} ` : ""}${words} `;
    this.#text.focus();
  }

  focus() {
    // On a touch screen the keyboard would cover what the person wants to read.
    if (matchMedia("(hover: hover)").matches) this.#text.focus();
  }

  #send(text) {
    if (!text.trim()) return;
    this.text = "";
    this.#actions.send(text);
  }

  #typed() {
    const text = this.#text.value;
    byId("send").disabled = !text.trim();
    this.#text.style.height = "auto";
    this.#text.style.height = `${this.#text.scrollHeight}px`;
    if (text === "/") this.refresh().then(() => this.#suggest());
    this.#suggest();
  }

  #suggest() {
    const typed = /^\/([a-z0-9_]*)$/i.exec(this.#text.value);
    this.#offer(
      typed ? this.#commands.filter(({ command }) => command.startsWith(typed[1].toLowerCase())) : [],
    );
  }

  #offer(commands) {
    this.#offered = commands;
    this.#list.replaceChildren(...commands.map((item, index) => this.#option(item, index)));
    this.#list.hidden = !commands.length;
    this.#choose(commands.length ? 0 : -1);
  }

  #option({ command, description }, index) {
    const option = make(
      "li",
      { id: `command-${index}`, role: "option" },
      make("span", { className: "command" }, `/${command}`),
      make("span", { className: "description" }, description),
    );
    // The text box would lose the focus, and the list close, before a click is done.
    option.addEventListener("mousedown", (event) => event.preventDefault());
    option.addEventListener("click", () => this.#send(this.#actions.command(command)));
    return option;
  }

  #choose(index) {
    this.#chosen = index;
    [...this.#list.children].forEach((option, at) =>
      option.setAttribute("aria-selected", String(at === index)),
    );
    if (index < 0) this.#text.removeAttribute("aria-activedescendant");
    else {
      this.#text.setAttribute("aria-activedescendant", `command-${index}`);
      this.#list.children[index].scrollIntoView({ block: "nearest" });
    }
  }

  #key(event) {
    // While an input method composes a word, Enter belongs to it.
    if (event.isComposing) return;
    if (this.#offered.length && this.#listKey(event)) {
      event.preventDefault();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#send(this.#text.value);
    }
  }

  #listKey(event) {
    const count = this.#offered.length;
    const chosen = this.#actions.command(this.#offered[this.#chosen].command);
    if (event.key === "ArrowDown") this.#choose((this.#chosen + 1) % count);
    else if (event.key === "ArrowUp") this.#choose((this.#chosen - 1 + count) % count);
    else if (event.key === "Enter" && !event.shiftKey) this.#send(chosen);
    else if (event.key === "Tab") {
      this.text = `${chosen} `;
    } else if (event.key === "Escape") this.#offer([]);
    else return false;
    return true;
  }

  #files(event, files) {
    event.preventDefault();
    this.#actions.sendFiles([...files]);
  }

  #drops() {
    const hint = byId("drop");
    const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
    document.addEventListener("dragenter", (event) => {
      if (carriesFiles(event)) hint.hidden = false;
    });
    document.addEventListener("dragover", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    });
    document.addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) hint.hidden = true;
    });
    document.addEventListener("drop", (event) => {
      hint.hidden = true;
      if (carriesFiles(event)) this.#files(event, event.dataTransfer.files);
    });
  }
}
