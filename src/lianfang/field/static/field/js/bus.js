// What happened, told to whoever listens: records, outbox, sync, session, problem, gone.

export const bus = new EventTarget();

export const tell = (name, detail) => bus.dispatchEvent(new CustomEvent(name, { detail }));

// The same app may be open in several tabs. What one of them tells the others arrives there as `other-…`.
const channel = new BroadcastChannel("lianfang");

export const tellOthers = (name, detail) => channel.postMessage({ name, detail });

channel.addEventListener("message", ({ data }) => tell(`other-${data.name}`, data.detail));
