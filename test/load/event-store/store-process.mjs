// One store in a process of its own: some set parsers for the whole of pg. Told by messages what to run.
import { cells } from './cells.mjs';

const [name, url] = process.argv.slice(2);
const { open } = await import(`./stores/${name}.mjs`);
const held = { store: await open(url), url, numbers: { next: 0 } };
process.on('message', async ({ cell, options }) => {
  try {
    process.send({ figures: await cells[cell](held, options) });
  } catch (error) {
    process.send({ error: String(error?.stack ?? error) });
  }
});
process.on('disconnect', () => process.exit(0));
process.send({ ready: true });
