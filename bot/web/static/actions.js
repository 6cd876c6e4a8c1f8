// What can be done with a reply: copy, share, say whether it helped, forget. Listens on the document, so that parts
// that come later need no wiring of their own.
import { read, toast } from "./parts.js";
import { post } from "./server.js";
import * as tab from "./tab.js";

async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  // An address without https has no clipboard; this old way still works there.
  const holder = document.createElement("textarea");
  holder.value = text;
  holder.className = "unseen";
  document.body.append(holder);
  holder.select();
  document.execCommand("copy");
  holder.remove();
}

function addressOf(button) {
  return button.closest(".quote").querySelector("[data-share]").href;
}

async function onClick(event) {
  const copying = event.target.closest("[data-copy]");
  if (copying) {
    await copy(`${copying.dataset.copy}\n${addressOf(copying)}`);
    toast(copying.dataset.done);
  }
  const sharing = event.target.closest("[data-share]");
  if (sharing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    await share(sharing);
  }
}

async function share(link) {
  if (navigator.share && window.matchMedia("(pointer: coarse)").matches) {
    const shared = navigator.share({ title: document.title, url: link.href });
    await shared.catch(() => undefined); // the visitor changed their mind
    return;
  }
  await copy(link.href);
  toast(link.dataset.done);
}

async function onFeedback(form, submitter) {
  const fields = { record: form.elements.record.value, [submitter.name]: submitter.value };
  const { html } = await post(form.action, fields);
  form.closest("[data-feedback]").replaceChildren(read(html));
}

function onSubmit(event) {
  const form = event.target;
  if (form.closest("[data-feedback]") && event.submitter) {
    event.preventDefault();
    onFeedback(form, event.submitter).catch(() => form.submit());
  }
  if (form.matches("[data-forget]")) {
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "session" });
    field.value = tab.session();
    form.append(field);
    tab.forget();
  }
}

export function wireActions() {
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit);
}
