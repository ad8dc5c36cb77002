// Saving what a screen recorded, and keeping what is still being typed.

import { _ } from "../../desk/js/words.js";
import { drafts, makeRoom, record } from "./facts.js";
import { momentWord } from "./labels.js";
import { notice } from "./parts.js";
import { button, dirty, toast } from "./ui.js";

const PAUSE = 400; // after the last key

/** Record facts at once; gives whether they are safe on this phone. No room: what can be fetched again is dropped. */
export const save = async (facts, { draft, said } = {}) => {
  try {
    await stored(facts, draft);
  } catch (problem) {
    toast(
      problem.code === "full"
        ? _("手机存满了，没有保存。请删去一些照片再试。")
        : _("没有保存：%(why)s", { why: problem.message }),
    );
    return false;
  }
  last?.remove(); // one at a time: they must not pile up over the next door's buttons
  last = toast(said ?? _("已保存在本机"));
  return true;
};
let last;

const stored = async (facts, draft) => {
  try {
    await record(facts, { draft });
  } catch (problem) {
    if (problem.code !== "full") throw problem;
    await makeRoom();
    await record(facts, { draft });
  }
};

/**
 * A draft under this key: `keep(value)` a moment after each change, `settle()` once recorded or given up.
 * What is being typed is written out at once when the page is hidden or the screen `node` is left.
 */
export const draftOf = (key, node) => {
  let waiting, timer;
  const flush = async () => {
    clearTimeout(timer);
    const value = waiting;
    waiting = undefined;
    if (value !== undefined) await drafts.save(key, value);
  };
  const hidden = () => document.hidden && flush();
  document.addEventListener("visibilitychange", hidden);
  node.addEventListener("leave", () => {
    document.removeEventListener("visibilitychange", hidden);
    dirty.set(key, false);
    flush();
  });
  return {
    key,
    keep: (value) => {
      waiting = { ...value, saved: new Date().toISOString(), route: location.hash };
      dirty.set(key, true);
      clearTimeout(timer);
      timer = setTimeout(flush, PAUSE);
    },
    settle: async ({ drop } = {}) => {
      clearTimeout(timer);
      waiting = undefined;
      dirty.set(key, false);
      if (drop) await drafts.drop(key);
    },
  };
};

/** Offer what was typed before and never saved; `resume(value)` puts it back. Fills `place` when there is some. */
export const offer = async (draft, place, resume) => {
  const kept = await drafts.load(draft.key);
  if (!kept) return;
  const gone = () => place.replaceChildren();
  place.replaceChildren(
    notice(
      _("上次没有写完（%(at)s）", { at: momentWord(kept.saved) }),
      "",
      "active",
      button(
        _("接着写"),
        () => {
          gone();
          resume(kept);
        },
        { primary: true, icon: "pencil" },
      ),
      button(
        _("不要了"),
        async () => {
          gone();
          await draft.settle({ drop: true });
        },
        { icon: "trash-2" },
      ),
    ),
  );
};
