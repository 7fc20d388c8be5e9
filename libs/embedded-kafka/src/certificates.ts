import { createPrivateKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** An authority made for one run, and a certificate for 127.0.0.1 and localhost that it has signed; all PEM. */
export interface TestCertificates {
  ca: string;
  certificate: string;
  key: string;
}

/** Made with Node alone, since it cannot be known whether the machine has an openssl. Valid for a day. */
export function testCertificates(): TestCertificates {
  const authority = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const server = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ca = certificate({
    subject: 'Test authority',
    of: authority.publicKey,
    by: authority.privateKey,
    isAuthority: true,
  });
  const leaf = certificate({
    subject: 'localhost',
    of: server.publicKey,
    by: authority.privateKey,
    isAuthority: false,
  });
  const key = createPrivateKey(server.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return { ca, certificate: leaf, key: key.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

interface Request {
  subject: string;
  of: KeyObject;
  by: KeyObject;
  isAuthority: boolean;
}

/** X.509 v3 (RFC 5280), in DER. */
function certificate({ subject, of, by, isAuthority }: Request): string {
  const algorithm = sequence(oid(1, 2, 840, 113549, 1, 1, 11), der(0x05));
  const extensions = [
    // basicConstraints, critical
    sequence(
      oid(2, 5, 29, 19),
      der(0x01, Buffer.of(0xff)),
      octets(sequence(...(isAuthority ? [der(0x01, Buffer.of(0xff))] : []))),
    ),
    // subjectAltName: dNSName localhost, iPAddress 127.0.0.1
    sequence(
      oid(2, 5, 29, 17),
      octets(sequence(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.of(127, 0, 0, 1)))),
    ),
  ];
  const day = 86_400_000;
  const body = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.concat([Buffer.of(1), randomBytes(8)])),
    algorithm,
    name('Test authority'),
    sequence(time(Date.now() - day / 24), time(Date.now() + day)),
    name(subject),
    of.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  );
  const signature = der(0x03, Buffer.concat([Buffer.of(0), sign('sha256', body, by)]));
  const lines =
    sequence(body, algorithm, signature)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content]);
  const bytes = length < 0x100 ? [length] : [length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, 0x80 | bytes.length, ...bytes), content]);
}

const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const octets = (content: Buffer) => der(0x04, content);
const name = (common: string) => sequence(der(0x31, sequence(oid(2, 5, 4, 3), der(0x0c, Buffer.from(common)))));
const time = (at: number) =>
  der(0x17, Buffer.from(`${new Date(at).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));

function oid(first: number, second: number, ...rest: number[]): Buffer {
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 0x7f];
    for (let left = arc >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return der(0x06, Buffer.from(bytes));
}
