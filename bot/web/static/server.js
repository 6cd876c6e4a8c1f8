// Asks our own server for a part of a page, or for suggestions. Nothing else is ever fetched.

const PATIENCE_MS = 15000;

/** Posts form fields; resolves to {ok, html}. Rejects when there is no connection or no part in the answer. */
export async function post(address, fields) {
  const stop = new AbortController();
  const timer = window.setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    const headers = { "X-Part": "reply", Accept: "text/html" };
    const body = new URLSearchParams(fields);
    const answer = await fetch(address, { method: "POST", headers, body, signal: stop.signal });
    if (!(answer.headers.get("Content-Type") || "").startsWith("text/html")) throw new Error(String(answer.status));
    return { ok: answer.ok, html: await answer.text() };
  } finally {
    window.clearTimeout(timer);
  }
}

/** Questions that match what is typed: [{label, text, pair}]; [] on any trouble, since it is only a help. */
export async function suggestions(typed, signal) {
  try {
    const answer = await fetch("/api/suggest?q=" + encodeURIComponent(typed), { signal });
    return answer.ok ? (await answer.json()).suggestions : [];
  } catch (failed) {
    return [];
  }
}
