// Shows which part is up: a table that is drawn anew on a terminal, a line for each change elsewhere.
const clock = (ms) => new Date(ms).toLocaleTimeString('sv-SE');

export class Board {
  #drawn = 0;

  constructor(stream) {
    this.stream = stream;
  }

  changed(part, parts) {
    if (this.stream.isTTY) this.#draw(parts);
    else this.stream.write(`${clock(part.since)} ${line(part)}\n`);
  }

  trouble(part, error) {
    this.say(`${clock(Date.now())} ${part.name}: ${error.message.split('\n')[0]}`);
  }

  /** Below the table, which is drawn anew under it at the next change. */
  say(text) {
    this.stream.write(`${text}\n`);
    this.#drawn = 0;
  }

  #draw(parts) {
    const lines = [...parts.values()].map((part) => `  ${line(part)}   since ${clock(part.since)}`);
    if (this.#drawn > 0) this.stream.write(`\x1b[${this.#drawn}A`);
    for (const text of lines) this.stream.write(`\x1b[2K${text}\n`);
    this.#drawn = lines.length;
  }
}

const line = ({ name, state, restarts }) =>
  `${name.padEnd(13)} ${state.padEnd(14)}${restarts > 0 ? ` restarted ${restarts}×` : ''}`;
