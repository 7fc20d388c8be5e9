import { X509Certificate } from 'node:crypto';
import { testCertificates } from './certificates';

it('makes an authority and a certificate for this machine that it has signed', () => {
  const { ca, certificate, key } = testCertificates();
  const authority = new X509Certificate(ca);
  const leaf = new X509Certificate(certificate);
  expect(authority.ca).toBe(true);
  expect(leaf.ca).toBe(false);
  expect(leaf.checkIssued(authority)).toBe(true);
  expect(leaf.verify(authority.publicKey)).toBe(true);
  expect(leaf.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(leaf.checkHost('localhost')).toBe('localhost');
  expect(Date.parse(leaf.validTo) - Date.now()).toBeGreaterThan(3_600_000);
  expect(key).toContain('BEGIN PRIVATE KEY');
});
