// The page: whose seat is taken, and the conversation of that seat, kept up to date.

import * as calls from "./calls.js";
import { Bubbles } from "./bubbles.js";
import { Composer } from "./composer.js";
import { byId, make } from "./dom.js";
import { refusal, roles, words } from "./words.js";

// Milliseconds.
const PATIENCE = 10_000;
const TYPING_FADES = 5_000;
const RETRY = 1_500;
// Pixels: above a message at the top of the screen, and still counted as reading the newest one.
const MARGIN = 14;
const NEAR = 80;

const state = {
  seats: [],
  current: null,
  summaries: {},
  read: {},
  answered: {},
  // The chat revision on the screen, to fetch a conversation only when it has changed.
  shown: null,
};
let toastTimer;
let typingTimer;
let following = true;

const scroller = byId("scroller");
const bubbles = new Bubbles(byId("log"), {
  sendCommand: (text) => send(text),
  start: () => send("/start"),
  view,
  press,
});
const composer = new Composer({
  send,
  sendFiles,
  commands: () => calls.getCommands(state.current),
});

async function send(text) {
  following = true;
  await attempt(() => calls.sendText(state.current, text));
}

async function sendFiles(files) {
  following = true;
  // As in Telegram, pictures that are sent together belong together.
  const together = files.length > 1 && files.every((file) => file.type.startsWith("image/"));
  const album = together ? String(Date.now()) : null;
  for (const file of files) {
    say(words.sending(file.name), 0);
    if (await attempt(() => calls.sendFile(state.current, file, album))) hush();
  }
}

async function press(message, button, key) {
  if (key.hasAttribute("aria-busy")) return;
  key.setAttribute("aria-busy", "true");
  setTimeout(() => key.removeAttribute("aria-busy"), PATIENCE);
  const pressed = await attempt(() => calls.press(state.current, message.message_id, button.data));
  if (!pressed) key.removeAttribute("aria-busy");
}

async function attempt(action) {
  try {
    await action();
    return true;
  } catch (error) {
    say(refusal(error.message));
    return false;
  }
}

function say(text, milliseconds = 5_000) {
  const toast = byId("toast");
  clearTimeout(toastTimer);
  toast.textContent = text;
  toast.hidden = false;
  if (milliseconds) toastTimer = setTimeout(hush, milliseconds);
}

function hush() {
  byId("toast").hidden = true;
}

function view(url) {
  const viewer = byId("viewer");
  viewer.querySelector("img").src = url;
  viewer.showModal();
}

function drawSeats() {
  const items = state.seats.map(({ seat, name, role }) => {
    const unread = unreadOf(seat);
    const button = make(
      "button",
      {
        type: "button",
        className: `seat ${role}`,
        "data-seat": seat,
        "aria-current": seat === state.current ? "true" : undefined,
      },
      make("span", { className: "face", "aria-hidden": "true" }, name.slice(0, 1)),
      make(
        "span",
        { className: "who" },
        make("span", { className: "name" }, name),
        make("span", { className: "role" }, roles[role] ?? role),
      ),
      unread ? make("span", { className: "unread", role: "img", "aria-label": words.unread(unread) }, String(unread)) : null,
    );
    button.addEventListener("click", () => take(seat));
    return make("li", {}, button);
  });
  const focused = document.activeElement?.dataset?.seat;
  byId("seats").replaceChildren(...items);
  if (focused) document.querySelector(`[data-seat="${CSS.escape(focused)}"]`)?.focus();
}

function unreadOf(seat) {
  const ids = state.summaries[seat]?.from_bot ?? [];
  return seat === state.current ? 0 : ids.filter((id) => id > (state.read[seat] ?? 0)).length;
}

async function take(seat) {
  state.current = seat;
  state.shown = null;
  following = true;
  history.replaceState(null, "", `#${seat}`);
  const { name } = state.seats.find((item) => item.seat === seat);
  byId("talk-title").textContent = words.title(name);
  bubbles.clear();
  drawSeats();
  await attempt(async () => {
    await showChat();
    await composer.refresh();
  });
  composer.focus();
}

async function showChat() {
  const seat = state.current;
  const summary = state.summaries[seat];
  if (summary && state.shown !== summary.revision) {
    const messages = await calls.getMessages(seat);
    if (seat !== state.current) return;
    state.shown = summary.revision;
    bubbles.settle();
    bubbles.show(messages);
    keepUp();
  }
  state.read[seat] = Math.max(0, ...(summary?.from_bot ?? []));
  showTyping(Boolean(summary?.typing));
  showAnswer(seat, summary?.answer);
}

function showTyping(typing) {
  clearTimeout(typingTimer);
  byId("status").textContent = typing ? words.typing : "";
  if (typing) typingTimer = setTimeout(() => showTyping(false), TYPING_FADES);
}

function showAnswer(seat, answer) {
  if (!answer || state.answered[seat] === answer.id) return;
  state.answered[seat] = answer.id;
  if (!answer.text) return;
  if (!answer.alert) return say(answer.text);
  const dialog = byId("alert");
  dialog.querySelector("p").textContent = answer.text;
  if (!dialog.open) dialog.showModal();
}

// Where the newest message is read from: the bottom, or the top of a message taller than the
// screen, for its first line says what matters most.
function readingPlace() {
  const bottom = scroller.scrollHeight - scroller.clientHeight;
  const newest = byId("log").lastElementChild;
  if (!newest) return bottom;
  const top = newest.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  return Math.min(bottom, scroller.scrollTop + top - MARGIN);
}

// Goes to the newest message, unless the person has scrolled up to read.
function keepUp() {
  if (following) scroller.scrollTop = Math.max(scroller.scrollTop, readingPlace());
  byId("newest").hidden = following;
}

scroller.addEventListener("scroll", () => {
  following = scroller.scrollTop > readingPlace() - NEAR;
  if (following) byId("newest").hidden = true;
});
new ResizeObserver(() => following && keepUp()).observe(byId("log"));
new ResizeObserver(() => following && keepUp()).observe(scroller);
byId("newest").addEventListener("click", () => {
  following = true;
  keepUp();
});
byId("viewer").addEventListener("click", (event) => event.currentTarget.close());

async function listen() {
  let revision = "";
  for (;;) {
    try {
      const changes = await calls.getChanges(revision);
      const first = revision === "";
      revision = changes.revision;
      state.summaries = changes.seats;
      if (first) await arrive();
      await showChat();
      drawSeats();
      document.body.classList.remove("offline");
    } catch {
      document.body.classList.add("offline");
      byId("status").textContent = words.offline;
      // A sandbox that was started anew counts from the beginning.
      revision = "";
      await new Promise((resume) => setTimeout(resume, RETRY));
    }
  }
}

// On arrival nothing counts as unread, and answers to earlier presses stay silent.
async function arrive() {
  state.seats = await calls.getSeats();
  for (const [seat, summary] of Object.entries(state.summaries)) {
    state.read[seat] ??= Math.max(0, ...summary.from_bot);
    state.answered[seat] ??= summary.answer?.id;
  }
  state.shown = null;
  const asked = state.current ?? location.hash.slice(1);
  const seat = state.seats.find((item) => item.seat === asked) ?? state.seats[0];
  await take(seat.seat);
}

listen();
