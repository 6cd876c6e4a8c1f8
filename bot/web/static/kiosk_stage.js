// Exchanges the view on the stage: links and forms marked data-view are fetched, never navigated to, so that the
// browser keeps no history of a visit. When the server is away it says so and comes back by itself.
import { read } from "./parts.js";

export const ATTRACT = "/kiosk";
const PATIENCE_MS = 10000;
const LOOK_EVERY_MS = 1000;
const STILL_THERE_MS = 5000;

const stage = () => document.getElementById("stage");
let asking = new AbortController();
let leaving = false;

export const viewName = () => stage().querySelector("[data-name]").dataset.name;
export const isVisit = () => viewName() !== "attract";

/** Back to the attract screen, leaving nothing behind: not in the page, the storage or the history. */
export function leave() {
  if (leaving) return;
  leaving = true;
  asking.abort();
  forgetHere();
  window.location.replace(ATTRACT);
}

export function forgetHere() {
  stage().querySelectorAll("input, textarea").forEach((field) => { field.value = ""; });
  for (const storage of ["localStorage", "sessionStorage"]) {
    try {
      window[storage].clear();
    } catch (refused) {
      continue;
    }
  }
}

export function say(line) {
  const place = document.getElementById("announcer");
  place.textContent = "";
  window.setTimeout(() => { place.textContent = line; }, 50);
}

function trouble(line) {
  const place = document.getElementById("trouble");
  place.textContent = line;
  window.clearTimeout(trouble.timer);
  trouble.timer = window.setTimeout(() => { place.textContent = ""; }, 4000);
}

/** Our server's answer to a request for a view. Rejects when it is not there. */
export async function request(address, fields) {
  const stop = new AbortController();
  asking.abort();
  asking = stop;
  const timer = window.setTimeout(() => stop.abort("slow"), PATIENCE_MS);
  try {
    const headers = { "X-Part": "kiosk", Accept: "text/html" };
    const body = fields ? new URLSearchParams(fields) : undefined;
    const answer = await fetch(address, { method: fields ? "POST" : "GET", headers, body, signal: stop.signal });
    return { status: answer.status, html: await answer.text() };
  } finally {
    window.clearTimeout(timer);
  }
}

function put(html) {
  stage().replaceChildren(read(html));
  window.scrollTo(0, 0);
  const title = stage().querySelector(".kiosk-bar__title");
  const first = stage().querySelector("[autofocus]") || title;
  if (first) first.focus({ preventScroll: true });
  const told = [...stage().querySelectorAll("[data-announce]")].map((node) => node.textContent).filter(Boolean);
  if (told.length) say(told.join("。"));
  document.dispatchEvent(new CustomEvent("staged"));
}

export async function show(address, fields) {
  if (leaving) return;
  document.documentElement.classList.add("is-busy");
  try {
    const { status, html } = await request(address, fields);
    if (leaving) return;
    if (status === 205) leave();
    else if (html && (status < 400 || status === 403)) put(html);
    else trouble(document.getElementById("trouble").dataset.line);
  } catch (failed) {
    if (!(failed && failed.name === "AbortError")) away();
    else if (asking.signal.reason === "slow") away();
  } finally {
    document.documentElement.classList.remove("is-busy");
  }
}

async function answers() {
  try {
    return (await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(3000) })).ok;
  } catch (failed) {
    return false;
  }
}

/** The server is away: the visit is over, what it left is wiped, and as soon as the server is back so are we. */
export function away() {
  const dialog = document.getElementById("away");
  if (dialog.open || leaving) return;
  forgetHere();
  document.querySelectorAll("dialog[open]").forEach((other) => other.close());
  dialog.showModal();
  const look = async () => {
    if (await answers()) leave();
    else window.setTimeout(look, LOOK_EVERY_MS);
  };
  window.setTimeout(look, LOOK_EVERY_MS);
}

export function wireStage() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    if (link.matches("[data-view]")) show(link.getAttribute("href"));
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    event.preventDefault();
    if (form.matches("[data-wipe]")) document.dispatchEvent(new CustomEvent("wipe"));
    if (!form.matches("[data-view], [data-feedback]")) return;
    const fields = [...new FormData(form, event.submitter)];
    if (form.matches("[data-feedback]")) judge(form, fields);
    else show(form.getAttribute("action"), fields);
  });
  document.getElementById("away").addEventListener("cancel", (event) => event.preventDefault());
  window.setInterval(async () => {
    if (!leaving && !(await answers())) away();
  }, STILL_THERE_MS);
}

async function judge(form, fields) {
  try {
    const { html } = await request(form.getAttribute("action"), fields);
    const title = read(html).querySelector(".kiosk-bar__title");
    const line = document.createElement("p");
    line.textContent = title ? title.textContent : "";
    form.replaceChildren(line);
    say(line.textContent);
  } catch (failed) {
    away();
  }
}
