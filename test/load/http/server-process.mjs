// One server of the comparison in a process of its own: prints where it listens, counts what is durable, stops.
const [, , name, url] = process.argv;
const { start } = await import(`./servers/${name}.mjs`);
const server = await start(url);
process.on('message', async (message) => {
  if (message === 'count') process.send({ count: await server.count() });
  else {
    await server.stop();
    process.disconnect();
    process.exit(0);
  }
});
process.send({ address: server.address, token: server.token });
