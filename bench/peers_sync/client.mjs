// One laptop of PouchDB: `node client.mjs FOLDER DOCS.jsonl`. Each line on stdin is a URL: replicates to it and prints
// {"cpu_ms", "wall_ms", "docs", "rss_mb"}. A line "forget URL" does it without any checkpoint.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import PouchDB from 'pouchdb';

const [folder, file] = process.argv.slice(2);
const own = new PouchDB(`${folder}/own`);
const docs = readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
for (let start = 0; start < docs.length; start += 500) {
  await own.bulkDocs(docs.slice(start, start + 500));
}
console.log(JSON.stringify({ ready: docs.length }));

async function replicate(url, options) {
  const cpu = process.cpuUsage();
  const begun = performance.now();
  const result = await own.replicate.to(new PouchDB(url, { skip_setup: false }), options);
  const { user, system } = process.cpuUsage(cpu);
  console.log(JSON.stringify({
    cpu_ms: (user + system) / 1000,
    wall_ms: performance.now() - begun,
    docs: result.docs_written,
    rss_mb: process.resourceUsage().maxRSS / 1024,
  }));
}

for await (const line of createInterface({ input: process.stdin })) {
  const words = line.split(' ');
  await replicate(words.at(-1), words.length > 1 ? { checkpoint: false } : {});
}
process.exit(0);
