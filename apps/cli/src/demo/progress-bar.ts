import { workingDaysAfter } from './player/calendar-days';
import type { Progress } from './player/season';

const WIDTH = 30;

/** A bar where somebody watches, one line for five working days elsewhere. Goes to stderr: stdout carries the result. */
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
  let nextLine = '';
  return {
    update: ({ date, done, steps }) => {
      if (date < nextLine) return;
      nextLine = workingDaysAfter(date, 5);
      stream.write(`${text(date, done, steps)}\n`);
    },
    end: () => undefined,
  };
}
