// node read.mjs MODULE FUNCTION: a JSON array of texts on standard input, what the function makes of each on standard output.
import { readFileSync } from "node:fs";

const source = readFileSync(process.argv[2]).toString("base64");
const module = await import(`data:text/javascript;base64,${source}`); // a module by itself, whatever its folder says
console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map((text) => module[process.argv[3]](text))));
