// node lines.mjs MODULE: each line of standard input is [function, ...arguments] as JSON; its result, as a line.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const source = readFileSync(process.argv[2]).toString("base64");
const module = await import(`data:text/javascript;base64,${source}`); // a module by itself, whatever its folder says
for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...given] = JSON.parse(line);
  console.log(JSON.stringify(module[name](...given)));
}
