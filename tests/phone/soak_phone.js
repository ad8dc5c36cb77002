// One phone of the soak: the real modules, driven from outside through `phone`.

async () => {
  const [session, facts, sync] = await Promise.all(
    ["session", "facts", "sync"].map((name) => import(`/static/field/js/${name}.js`)),
  );

  const done = (fact) => fact.state === "accepted" || fact.state === "flagged";
  const pause = (most) => new Promise((go) => setTimeout(go, Math.random() * most));

  const heard = (request) => new Promise((found, failed) => {
    request.onsuccess = () => found(request.result);
    request.onerror = failed;
  });
  const all = (store) => heard(store.getAll());
  const onDisk = async (work) => {
    const database = await heard(indexedDB.open("lianfang"));
    try {
      return await work(database.transaction(["outbox", "sent"]));
    } finally {
      database.close();
    }
  };
  const stored = (store) => onDisk((both) => heard(both.objectStore(store).count()));

  window.phone = {
    enter: async ({ member, code, pin }) => {
      await (code ? session.enrol({ code, device: "测试机", pin }) : session.unlock(member, pin));
      sync.start();
    },

    // What is on the phone already (recorded by a tab that was killed) is not recorded again.
    work: async (visits) => {
      const held = new Set((await facts.pending()).map(({ id }) => id));
      let safe = [];
      for (const { id, target, area, at, data } of visits.filter((visit) => !held.has(visit.id))) {
        await facts.record([facts.fact("verification.visited", target, area, data, { id, at })]);
        safe.push(id);
        if (Math.random() < 0.3) safe = window.recorded(safe) && []; // from here on they may not be lost
        if (Math.random() < 0.2) sync.syncNow();
        await pause(60);
      }
      await window.recorded(safe);
    },

    // What is on the disk, whichever tab wrote it.
    held: () => onDisk(async (both) => {
      const rows = await Promise.all(["outbox", "sent"].map((store) => all(both.objectStore(store))));
      return rows.flat().map(({ id }) => id);
    }),

    // Send until the outbox is empty, as long as it takes; gives what the receipts say.
    empty: async (tries) => {
      for (let n = 0; n < tries; n += 1) {
        await sync.syncNow();
        if ((await stored("outbox")) === 0) break;
      }
      const all = await facts.pending();
      return {
        outbox: await stored("outbox"),
        receipts: await stored("sent"),
        open: all.filter((fact) => !done(fact)).map(({ id, state, why }) => ({ id, state, why })),
        problem: sync.state().problem,
      };
    },
  };
}
