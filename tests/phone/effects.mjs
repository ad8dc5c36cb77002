// One line of JSON in, one out: {module, records, entries, who} is the records after the entries, by the phone's own rules.
import {readFileSync} from "node:fs";
import {createInterface} from "node:readline";

const source = readFileSync(process.argv[2]).toString("base64");
const {apply} = await import(`data:text/javascript;base64,${source}`); // a module by itself, whatever its folder says

for await (const line of createInterface({input: process.stdin})) {
  const {records, entries, who} = JSON.parse(line);
  const held = new Map(records.map((record) => [`${record.t} ${record.id}`, record]));
  const kept = {
    get: (type, id) => held.get(`${type} ${id}`),
    put: (record) => held.set(`${record.t} ${record.id}`, record),
  };
  for (const entry of entries) apply(kept, Object.freeze(entry), who);
  console.log(JSON.stringify([...held.values()]));
}
