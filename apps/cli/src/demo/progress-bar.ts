import type { Progress } from './player/season';

const WIDTH = 30;

/** A bar where somebody watches, one line a week elsewhere. Goes to stderr: stdout carries the result. */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  const text = (date: string, done: number, steps: number) =>
    `${date}  ${String(Math.floor((100 * done) / steps)).padStart(3)}%  ${done}/${steps} 步 steps`;
  if (stream.isTTY) {
    return {
      update: ({ date, done, steps }) => {
        const filled = Math.floor((WIDTH * done) / steps);
        stream.write(`\r\x1b[2K${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${text(date, done, steps)}`);
      },
      end: () => stream.write('\n'),
    };
  }
  let written = '';
  return {
    update: ({ date, done, steps }) => {
      const monday = new Date(`${date}T00:00:00Z`).getUTCDay() === 1;
      if (date === written || (written !== '' && !monday)) return;
      written = date;
      stream.write(`${text(date, done, steps)}\n`);
    },
    end: () => undefined,
  };
}
