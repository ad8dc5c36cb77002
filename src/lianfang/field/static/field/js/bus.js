// What happened, told to whoever listens: records, outbox, sync, session, problem.

export const bus = new EventTarget();

export const tell = (name, detail) => bus.dispatchEvent(new CustomEvent(name, { detail }));
