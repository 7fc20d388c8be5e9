// One server of the comparison in a process of its own: tells where it listens, what is durable and what it has used, stops.
const [, , name, url] = process.argv;
const { start } = await import(`./servers/${name}.mjs`);
const server = await start(url);
process.on('message', async (message) => {
  if (message === 'measure') {
    const { user, system } = process.cpuUsage();
    process.send({ count: await server.count(), processorTime: user + system });
  }
  if (message === 'stop') {
    await server.stop();
    process.disconnect();
    process.exit(0);
  }
});
process.send({ address: server.address, token: server.token });
