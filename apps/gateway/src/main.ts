import { InternalTokens } from '@sanban/identity';
import { doorFrom, httpAddress, runProcess, serviceConfigFrom } from '@sanban/service-kit';
import { cliFileFrom, writeCliFile } from './cli-file';
import { HttpUpstream } from './door/http-upstream';
import { createGateway } from './gateway';
import { upstreamsFrom } from './upstream-config';

void runProcess('gateway', async () => {
  const config = serviceConfigFrom(process.env);
  const { port, host } = doorFrom(process.env);
  const tokens = new InternalTokens(config.internalSecret);
  const upstreams = [...upstreamsFrom(process.env)].map(([name, url]) => new HttpUpstream(name, url, tokens));
  const gateway = await createGateway(config, upstreams);
  const url = httpAddress(host, await gateway.listen(port, host));
  const cliFile = cliFileFrom(process.env);
  if (cliFile !== undefined) writeCliFile(cliFile, { url, token: await gateway.localToken() });
  return {
    address: url,
    close: async () => {
      await gateway.close();
      await Promise.all(upstreams.map((upstream) => upstream.close()));
    },
  };
});
