import { serverProperties, type NodePlan } from './properties';

const plan = (id: number): NodePlan => ({ id, clientPort: 9090 + id, controllerPort: 9190 + id, dir: `/data/${id}` });
const read = (text: string): Record<string, string> =>
  Object.fromEntries(
    text.split('\n').map((line): [string, string] => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );

it('lets one broker stand alone, and three keep each message three times', () => {
  const alone = read(serverProperties(plan(1), [plan(1)]));
  expect(alone).toMatchObject({ 'default.replication.factor': '1', 'min.insync.replicas': '1' });
  const second = read(serverProperties(plan(2), [plan(1), plan(2), plan(3)]));
  expect(second).toMatchObject({
    'node.id': '2',
    'default.replication.factor': '3',
    'min.insync.replicas': '2',
    'controller.quorum.voters': '1@127.0.0.1:9191,2@127.0.0.1:9192,3@127.0.0.1:9193',
    'advertised.listeners': 'CLIENT://127.0.0.1:9092',
    'auto.create.topics.enable': 'false',
  });
});

it('demands TLS, an account and rights where it is secured', () => {
  const users = [
    { name: 'admin', password: 'a' },
    { name: 'office', password: 'o' },
  ];
  const secured = read(serverProperties(plan(1), [plan(1)], { key: 'K\n', certificate: 'C\nC\n', ca: 'A', users }));
  expect(secured).toMatchObject({
    'listener.security.protocol.map': 'CLIENT:SASL_SSL,CONTROLLER:PLAINTEXT',
    'ssl.keystore.certificate.chain': 'C\\nC',
    'super.users': 'User:admin;User:ANONYMOUS',
    'listener.name.client.ssl.client.auth': 'none',
  });
  expect(secured['listener.name.client.plain.sasl.jaas.config']).toContain('user_office="o"');
});
