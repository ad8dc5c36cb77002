// node judging.mjs FOLDER: each line of standard input is {text, carried, today, number} as JSON; what the phone makes of it.
import { createInterface } from "node:readline";

const { judge, tidy, isShort } = await import(`${process.argv[2]}/field/js/proof.js`);

for await (const line of createInterface({ input: process.stdin })) {
  const { text, carried, today, number } = JSON.parse(line);
  const code = tidy(text);
  const { entry, agrees, ...slip } = await judge(code, carried, today);
  console.log(JSON.stringify({ ...slip, short: isShort(code), agrees: agrees ? await agrees(number ?? "") : null }));
}
