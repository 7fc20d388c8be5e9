/** What a command found, on stdout: text for people, or with `--json` one JSON document with a stable shape. */
export function say(asJson: boolean, found: unknown, text: () => string): void {
  process.stdout.write(`${asJson ? JSON.stringify(found, null, 2) : text()}\n`);
}
