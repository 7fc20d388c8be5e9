import type { Decider } from '@sanban/casework';
import { systemPrincipal } from '@sanban/identity';
import type { CommandRunner, CommandTask } from '../command/command-runner';
import { derivedId } from '../command/context';
import type { TimerHandler } from '../hosting/decorators';

type Tallied = { type: 'Tallied'; data: { timer: string; dueAt: string } };
type Tally = Tallied['data'];

/** Accepts everything: whatever is carried out twice shows. */
const tallyDecider: Decider<number, Tally, Tallied> = {
  initial: 0,
  evolve: (count) => count + 1,
  decide: (command) => [{ type: 'Tallied', data: command }],
};

const NAMESPACE = '3b0f3d7c-6c3e-4a43-9d8e-1f2f7d9a0b11';

/** One event per firing, five streams; the timer's id makes the command's. */
export const tallyTask = (timer: string, dueAt: string): CommandTask<number, Tally, Tallied> => ({
  decider: tallyDecider,
  stream: `agency.tally-${Number(timer.replace(/\D/g, '')) % 5}`,
  command: () => ({ timer, dueAt }),
  context: {
    commandId: derivedId(NAMESPACE, timer),
    fingerprint: '',
    principal: systemPrincipal('agency'),
    correlationId: timer,
  },
  programme: null,
});

export class TallyHandler implements TimerHandler {
  constructor(
    private readonly runner: CommandRunner,
    private readonly fired: (timer: string) => void | Promise<void>,
  ) {}

  async fire({ id, dueAt }: { id: string; dueAt: string }): Promise<void> {
    await this.runner.run(tallyTask(id, dueAt));
    await this.fired(id);
  }
}
