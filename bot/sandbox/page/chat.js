// The page: whose seat is taken, and the conversation of that seat, kept up to date.

import * as calls from "./calls.js";
import { Bubbles } from "./bubbles.js";
import { Composer } from "./composer.js";
import { byId, make } from "./dom.js";
import { GroupDesk } from "./group.js";
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
  // What was being written where, to go on when the person comes back.
  drafts: {},
  // The chat revision on the screen, to fetch a conversation only when it has changed.
  shown: null,
};
let toastTimer;
let typingTimer;
let following = true;

const scroller = byId("scroller");
const bubbles = new Bubbles(byId("log"), {
  sendCommand: (text) => send(desk.addressed(text)),
  start: () => (desk.author ? byId("mention").click() : send("/start")),
  answer: (message) => {
    desk.answer(message);
    byId("text").focus();
  },
  view,
  press,
});
const composer = new Composer({
  send,
  sendFiles,
  command: (name) => desk.addressed(`/${name}`),
  commands: () => calls.getCommands(state.current),
});
const desk = new GroupDesk({
  nameOf: (key) => nameOf(key),
  mention: (text) => composer.append(text),
  changed: async () => {
    state.shown = null;
    await attempt(showChat);
    drawSeats();
  },
  visit: (seat) => take(seat),
});

async function send(text) {
  following = true;
  const sent = await attempt(() => calls.sendText(state.current, text, desk.fields));
  if (sent) desk.answer(null);
}

async function sendFiles(files) {
  following = true;
  const seat = state.current;
  // As in Telegram, pictures that are sent together belong together, and the first one says what is
  // said of all of them.
  const together = files.length > 1 && files.every((file) => file.type.startsWith("image/"));
  const fields = { ...desk.fields, caption: composer.text.trim(), album: together ? String(Date.now()) : "" };
  for (const file of files) {
    say(words.sending(file.name), 0);
    if (!(await attempt(() => calls.sendFile(seat, file, fields)))) return;
    hush();
    if (together) fields.caption = "";
  }
  // Whoever has gone elsewhere meanwhile is writing something else by now.
  if (seat !== state.current) return;
  composer.text = "";
  desk.answer(null);
}

async function press(message, button, key) {
  if (key.hasAttribute("aria-busy")) return;
  key.setAttribute("aria-busy", "true");
  setTimeout(() => key.removeAttribute("aria-busy"), PATIENCE);
  const pressed = await attempt(() => calls.press(state.current, message.message_id, button.data, desk.fields));
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
  const focused = document.activeElement?.dataset?.seat;
  const groups = state.seats.filter(({ role }) => role === "group");
  byId("groups").replaceChildren(...groups.map(seatItem));
  byId("seats").replaceChildren(...state.seats.filter((place) => !groups.includes(place)).map(seatItem));
  if (focused) document.querySelector(`[data-seat="${CSS.escape(focused)}"]`)?.focus();
  desk.showPrivate(unreadOf(desk.author));
}

function seatItem({ seat, name, role, members }) {
  const unread = unreadOf(seat);
  const about = members ? words.members(members.map(nameOf)) : roles[role];
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
      make("span", { className: "role" }, about),
    ),
    unread ? make("span", { className: "unread", role: "img", "aria-label": words.unread(unread) }, String(unread)) : null,
  );
  button.addEventListener("click", () => take(seat));
  return make("li", {}, button);
}

const nameOf = (key) => state.seats.find(({ seat }) => seat === key).name;

function unreadOf(seat) {
  const ids = state.summaries[seat]?.from_bot ?? [];
  return seat === state.current ? 0 : ids.filter((id) => id > (state.read[seat] ?? 0)).length;
}

async function take(seat) {
  state.drafts[state.current] = composer.text;
  state.current = seat;
  state.shown = null;
  following = true;
  history.replaceState(null, "", `#${seat}`);
  const place = state.seats.find((item) => item.seat === seat);
  desk.take(place);
  composer.text = state.drafts[seat] ?? "";
  byId("talk-title").textContent = desk.author ? place.name : words.title(place.name);
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
    bubbles.show(messages, desk.author);
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
