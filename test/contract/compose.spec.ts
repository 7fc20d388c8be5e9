import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const file = join(__dirname, '../../deploy/eventstoredb/compose.yaml');
const node = z.object({
  environment: z.record(z.string(), z.union([z.string(), z.number()])),
  networks: z.object({ cluster: z.object({ ipv4_address: z.string() }) }),
  depends_on: z.object({ certificates: z.object({ condition: z.string() }) }),
});
const compose = z.object({
  services: z.object({
    certificates: z.object({ entrypoint: z.array(z.string()), command: z.array(z.string()) }),
    node1: node,
    node2: node,
    node3: node,
  }),
});
const { certificates, ...nodes } = compose.parse(parse(readFileSync(file, 'utf8'), { merge: true })).services;

/** In place of the real one: says what it was asked for, and makes the files. */
const STUB = `#!/bin/sh
echo "$*"
case "$*" in *"$REFUSE"*) exit 1 ;; esac
kind=$([ "$1" = create-ca ] && echo ca || echo node)
while [ "$1" != -out ]; do shift; done
mkdir -p "$2" && touch "$2/$kind.crt" "$2/$kind.key"
`;

/** The certificates of deploy/eventstoredb/compose.yaml, without Docker: its own shell text in a folder of ours. */
describe('the certificates of the EventStoreDB cluster', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sanban-certificates-'));
    mkdirSync(join(folder, 'bin'));
    mkdirSync(join(folder, 'certs'));
    writeFileSync(join(folder, 'bin/es-gencert-cli'), STUB, { mode: 0o755 });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function run(refuse = 'nothing'): { status: number | null; asked: string[] } {
    const [shell = '', ...args] = certificates.entrypoint;
    // As Compose does: $$ is a dollar.
    const command = certificates.command.map((text) => text.replaceAll('$$', '$'));
    const { status, stdout } = spawnSync(shell, [...args, ...command], {
      cwd: join(folder, 'certs'),
      env: { PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`, REFUSE: refuse },
      encoding: 'utf8',
    });
    return { status, asked: stdout.split('\n').filter(Boolean) };
  }

  const made = (path: string) => existsSync(join(folder, path));
  const create = (n: number) =>
    `create-node -ca-certificate ca/ca.crt -ca-key ca/ca.key -out node${n} -ip-addresses 127.0.0.1,172.31.13.1${n} -dns-names localhost,node${n}`;

  it('one authority and one for each node, in which its names stand; each node finds its own', () => {
    expect(run()).toEqual({ status: 0, asked: ['create-ca -out ca', create(1), create(2), create(3)] });
    Object.values(nodes).forEach(({ environment, networks, depends_on }, index) => {
      expect(depends_on.certificates.condition).toBe('service_completed_successfully');
      expect(create(index + 1)).toContain(`,${networks.cluster.ipv4_address} `);
      expect(made(String(environment['EVENTSTORE_CERTIFICATE_FILE']))).toBe(true);
      expect(made(String(environment['EVENTSTORE_CERTIFICATE_PRIVATE_KEY_FILE']))).toBe(true);
      expect(made(`${environment['EVENTSTORE_TRUSTED_ROOT_CERTIFICATES_PATH']}/ca.crt`)).toBe(true);
    });
  });

  it('a second start makes nothing', () => {
    run();
    expect(run()).toEqual({ status: 0, asked: [] });
  });

  it('what fails keeps the nodes from starting; the next start makes what is missing', () => {
    expect(run('-out node2')).toMatchObject({ status: 1 });
    expect(run()).toEqual({ status: 0, asked: [create(2), create(3)] });
  });
});
