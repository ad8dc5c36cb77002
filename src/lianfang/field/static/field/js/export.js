// The unsent records as a file, for when the phone itself cannot send them any more: the office takes it in.

import { _ } from "../../desk/js/words.js";
import { exportQueue } from "./queue.js";
import { h, toast } from "./ui.js";

/** Put the person's unsent records into the phone's downloads, one file for each enrolment. */
export const handOut = async (member) => {
  let count = 0;
  let left = 1;
  for (let skip = 0; left; skip += 1) {
    const file = await exportQueue(member, { skip });
    download(file);
    count += file.count;
    left = file.left;
  }
  toast(_("%(n)s 条记录已存到手机的“下载”里。请把文件交给办公室导入。", { n: count }));
};

const download = ({ name, blob }) => {
  const address = URL.createObjectURL(blob);
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
};
