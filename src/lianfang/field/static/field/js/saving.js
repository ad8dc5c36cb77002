// Saving what a screen recorded, and keeping what is still being typed.

import { _ } from "../../desk/js/words.js";
import { drafts, makeRoom, record } from "./facts.js";
import { momentWord, now } from "./labels.js";
import { notice } from "./parts.js";
import { button, dirty, toast } from "./ui.js";

const PAUSE = 400; // after the last key

/**
 * Record facts at once, and be done with the `draft` (of `draftOf`) they come from; gives whether they are safe on
 * this phone. Where there is no room, what can be fetched again is dropped first.
 */
export const save = async (facts, { draft, said } = {}) => {
  const typed = await draft?.hold();
  try {
    await stored(facts, draft?.key);
  } catch (problem) {
    if (typed) draft.keep(typed);
    toast(
      problem.code === "full"
        ? _("手机存满了，没有保存。请删去一些照片再试。")
        : _("没有保存：%(why)s", { why: problem.message }),
    );
    return false;
  }
  last?.remove(); // one at a time: they must not pile up over the next door's buttons
  last = toast(said ?? _("已保存在本机"));
  draft?.settle();
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
 * A draft under this key: `keep(typed)` writes it a moment after each change; `hold()` stops that while facts are being
 * recorded, so that it cannot be written after it was dropped, and gives what was typed; `settle()` once recorded;
 * `drop()` when given up. What is being typed is written out at once when the page is hidden or the screen `node` is left.
 */
export const draftOf = (key, node) => {
  let waiting, timer, value;
  let writing = Promise.resolve();
  const flush = () => {
    clearTimeout(timer);
    if (waiting) writing = drafts.save(key, waiting).catch(unlessLocked);
    waiting = undefined;
    return writing;
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
    keep: (typed) => {
      waiting = value = { ...typed, saved: now().toISOString(), route: location.hash };
      dirty.set(key, true);
      clearTimeout(timer);
      timer = setTimeout(flush, PAUSE);
    },
    hold: async () => {
      clearTimeout(timer);
      waiting = undefined;
      await writing;
      return value;
    },
    settle: () => {
      value = undefined;
      dirty.set(key, false);
    },
    drop: () => drafts.drop(key),
  };
};

// Whoever was locked out has had their words written when the phone was put away.
const unlessLocked = (problem) => {
  if (problem.code !== "locked") throw problem;
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
          await draft.drop();
        },
        { icon: "trash-2" },
      ),
    ),
  );
};
