// Asking the server. Every way in which it can fail has a code, and a sentence where one is needed.

import { _ } from "../../desk/js/words.js";
import { Trouble } from "./db.js";

const PATIENCE = 60_000; // of one request: a village's network is slow

/**
 * Ask; gives the JSON answered. Throws Trouble: offline (no answer), busy (429, 5xx; `status`, and `after` in
 * milliseconds where the server named it), unproven (401; `reason`: unknown, revoked, closed), size (413), bad (the
 * others). All but the first carry `status` and `why`, and `reason` where the server gave a code.
 */
export const ask = async (path, { who, body, headers = {} } = {}) => {
  const answer = await fetched(path, {
    method: body === undefined ? "GET" : "POST",
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: { ...headersOf(who, body), ...headers },
    credentials: "omit", // a desk's session in the same browser is somebody else's
    cache: "no-store",
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE),
  });
  const content = await read(answer);
  if (answer.ok) return content;
  throw problemOf(answer, content);
};

const fetched = async (path, request) => {
  try {
    return await fetch(path, request);
  } catch {
    throw new Trouble("offline", { why: _("没有网络，连上后自动发送。") });
  }
};

const headersOf = (who, body) => ({
  ...(who ? { Authorization: `Bearer ${who.token}`, "Accept-Language": who.language, "X-Device": who.device } : {}),
  ...(body === undefined ? {} : { "Content-Type": "application/json" }),
});

// An answer that breaks off, or a page from something in between, is as good as none.
const read = async (answer) => {
  try {
    return await answer.json();
  } catch {
    if (answer.ok) throw new Trouble("offline", { why: _("网络中断，稍后自动再试。") });
    return {};
  }
};

const problemOf = ({ status, headers }, { why, code }) => {
  const said = { status, reason: code, why: why || _("服务器没有接受（%(status)s）。", { status }) };
  if (status === 401) return new Trouble("unproven", said);
  if (status === 413) return new Trouble("size", said);
  if (status === 408 || status === 429 || status >= 500) {
    return new Trouble("busy", { ...said, after: waitOf(headers), why: why || _("服务器暂时无法接收，稍后自动再试。") });
  }
  return new Trouble("bad", said);
};

const waitOf = (headers) => {
  const said = headers.get("Retry-After");
  if (!said) return 0;
  const wait = /^\d+$/.test(said) ? Number(said) * 1000 : Date.parse(said) - Date.now();
  return Number.isFinite(wait) ? Math.max(0, wait) : 0;
};
