// The chat: a question goes up, a part drawn by the server comes back; the conversation stays in this tab.
import { wireComposer } from "./composer.js";
import { clone, read, words } from "./parts.js";
import { post } from "./server.js";
import { wireSuggestions } from "./suggest.js";
import * as tab from "./tab.js";
import { wireViewport } from "./viewport.js";

const QUIET_MS = 5 * 60 * 1000;
const log = document.getElementById("log");
const messages = document.getElementById("messages");
const announcer = document.getElementById("announcer");
const composer = document.getElementById("composer");
const field = composer.elements.text;
let lastAt = 0;
let queue = Promise.resolve();

function timeLine(at) {
  if (at - lastAt < QUIET_MS) return;
  lastAt = at;
  const line = clone("time");
  const day = new Date(at).toDateString() === new Date().toDateString() ? {} : { month: "long", day: "numeric" };
  line.firstElementChild.textContent =
    new Date(at).toLocaleString("zh-CN", { ...day, hour: "2-digit", minute: "2-digit", hour12: false });
  messages.append(line);
}

function addAsked(text, at) {
  timeLine(at);
  const message = clone("asked");
  message.querySelector("[data-text]").textContent = text;
  messages.append(message);
  return message;
}

function addReply(html) {
  const part = read(html).firstElementChild;
  messages.append(part);
  return part;
}

/** Shows the end of the conversation; of a long reply its beginning, under the question. */
function scrollTo(asked, reply) {
  const tall = reply && reply.offsetHeight + asked.offsetHeight > log.clientHeight;
  log.scrollTop = tall ? asked.offsetTop - 8 : log.scrollHeight;
}

function announce(text) {
  announcer.textContent = "";
  announcer.textContent = text;
}

async function answer(fields, asked) {
  const typing = messages.appendChild(clone("typing"));
  scrollTo(asked);
  try {
    const { html } = await post(composer.action, { ...fields, session: tab.session() });
    typing.remove();
    const reply = addReply(html);
    tab.remember({ html, at: Date.now() });
    announce(words(reply));
    scrollTo(asked, reply);
  } catch (failed) {
    typing.remove();
    showFailure(fields, asked);
  }
}

function showFailure(fields, asked) {
  const message = messages.appendChild(clone("failed"));
  announce(words(message));
  message.querySelector("[data-retry]").addEventListener("click", () => {
    message.remove();
    queue = queue.then(() => answer(fields, asked));
  });
  scrollTo(asked);
}

/** text is shown as the visitor's words; fields are what the server is asked: the same text, or a choice. */
function ask(text, fields = { text }) {
  const at = Date.now();
  const asked = addAsked(text, at);
  tab.remember({ asked: text, at });
  scrollTo(asked);
  queue = queue.then(() => answer(fields, asked));
}

function restore() {
  for (const entry of tab.history()) {
    if (entry.asked) addAsked(entry.asked, entry.at);
    else addReply(entry.html);
  }
  log.scrollTop = log.scrollHeight;
}

function wireTaps() {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-ask]") || !event.submitter) return;
    event.preventDefault();
    const { name, value, dataset, textContent } = event.submitter;
    ask(dataset.label || textContent.trim(), { [name]: value });
  });
}

// The suggestions first: their Enter chooses, and must be heard before the Enter that sends.
wireSuggestions(field, document.getElementById("suggestions"), (count) => {
  announce(announcer.dataset.suggestionCount.replace("{}", count));
}, (text) => {
  input.clear();
  ask(text);
});
const input = wireComposer(composer, ask);
wireTaps();
wireViewport();
if ("fresh" in messages.dataset) restore();
else log.scrollTop = log.scrollHeight;
if ("prefilled" in field.dataset) {
  window.history.replaceState(null, "", "/"); // a reload must not ask again
  composer.requestSubmit();
}
document.documentElement.classList.add("is-ready");
