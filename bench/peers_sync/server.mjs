// The other end of PouchDB's replication: `node server.mjs FOLDER`. Prints {"port"}; each line on stdin is answered with
// {"cpu_ms", "rss_mb"} since the start; the end of stdin ends it.
import { createInterface } from 'node:readline';
import { chdir } from 'node:process';
import express from 'express';
import expressPouchDB from 'express-pouchdb';
import PouchDB from 'pouchdb';

chdir(process.argv[2]);
const Databases = PouchDB.defaults({ prefix: `${process.argv[2]}/` });
const app = express();
app.use('/', expressPouchDB(Databases, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: '/dev/null' }));
const listener = app.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: listener.address().port })));

const lines = createInterface({ input: process.stdin });
lines.on('line', () => {
  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({ cpu_ms: (user + system) / 1000, rss_mb: process.resourceUsage().maxRSS / 1024 }));
});
lines.on('close', () => process.exit(0));
