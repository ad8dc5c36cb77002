// One vehicle and everybody in it: the element of the checkpoints, fed from this phone.

import "../../../checkpoints/js/passage-form.js";
import { _ } from "../../../desk/js/words.js";
import { fact, pending } from "../facts.js";
import { momentWord } from "../labels.js";
import { placeOf } from "../place.js";
import { mine, myPost, PASSED } from "../post.js";
import { go } from "../router.js";
import { draftOf, offer, save } from "../saving.js";
import { h } from "../ui.js";
import { v7 } from "../uuid.js";
import { nowhere } from "./checkpoint.js";

export const title = () => myPost()?.name ?? _("通行登记");
export const tab = "checkpoint";

export default async (_params, query) => {
  const post = myPost();
  if (!post) return nowhere();
  const form = h("passage-form");
  form.place = await placeOf(post);
  const offered = h("div");
  const node = h("div", { class: "passing" }, offered, form);
  const draft = draftOf("passage", node);
  const saved = async () => { form.saved = (await mine(post.id)).map((entry) => ({ entry, at: momentWord(entry.at) })); };
  const begun = () => { const { plate, people, walking } = form.state; return Boolean(plate || people.length || walking); };
  form.addEventListener("passage-change", () => {
    if (begun()) draft.keep({ what: _("通行登记"), state: form.state });
  });
  form.addEventListener("passage-save", async ({ detail: { data, corrects } }) => {
    const before = corrects && (await pending()).find(({ id }) => id === corrects)?.entry;
    const entry = fact(PASSED, before?.subject ?? v7(), post.area, data, { place: post.id, ...(before && { at: before.at, corrects }) });
    const call = data.vehicle?.plate ?? _("步行");
    const said = before ? _("%(what)s：已改正", { what: call }) : _("%(what)s：已登记，保存在本机", { what: call });
    if (!(await save([entry], { draft, said }))) return;
    form.next();
    await saved();
  });
  requestAnimationFrame(async () => {
    if (!form.isConnected) return; // somebody went on meanwhile
    await saved();
    const again = query.get("corrects");
    if (again) form.correct((await pending()).find(({ id }) => id === again)?.entry ?? go("/checkpoint"));
    else offer(draft, offered, ({ state }) => { form.state = state; });
  });
  return node;
};
