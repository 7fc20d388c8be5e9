/** `http://127.0.0.1:3000`; an IPv6 address stands in brackets (RFC 3986, 3.2.2). */
export const httpAddress = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
