import { addWorkingDays, DAY, dateAt, formatInstant, lastDateBefore, parseInstant } from '@sanban/working-calendar';
import { caseFileDecider } from '../case-file/decider';
import type { AgencyCommand } from '../case-file/commands';
import type { CaseFileEvent } from '../case-file/events';
import type { OfficeDecision } from '../case-file/office-decision';
import type { CaseFileState } from '../case-file/state';
import { isRejection } from '../decider';
import { requestDecider } from '../request/decider';
import type { RequestCommand } from '../request/commands';
import type { RequestEvent } from '../request/events';
import type { AgencyReport } from '../request/report';
import type { RequestState } from '../request/state';
import { timersOf } from '../request/supervision';
import * as office from './office-commands';
import { at, calendar, FINANCE, handlerOf, HRSS, officer, officer2, outcome, rules, TAX } from './sample';
import { agencyNext, officeNext, type AgencyMove, type Move, type OfficeMove } from './moves';
import { decisionOf, reportOf } from './translate';

const LEADS = [FINANCE, TAX, HRSS];

/** The office, the agencies and the bus between them: in order per sender and receiver, otherwise as it likes. */
export class World {
  now = at('08-22');
  requestEvents: RequestEvent[] = [];
  request: RequestState = requestDecider.initial;
  /** Every state that the request has had. */
  readonly history: RequestState[] = [];
  readonly files = new Map<string, { agency: string; state: CaseFileState; events: CaseFileEvent[] }>();
  private readonly toAgencies = new Map<string, OfficeDecision[]>(LEADS.map((agency) => [agency, []]));
  private readonly toOffice = new Map<string, AgencyReport[]>(LEADS.map((agency) => [agency, []]));
  /** What the same decision brought about when it arrived a second time. */
  readonly repeated: CaseFileEvent[] = [];
  private ids = 0;

  play(played: readonly Move[]): this {
    for (const one of played) this.step(one);
    return this;
  }

  /** The bus comes to rest. */
  drain(): this {
    for (;;) {
      const delivered = LEADS.filter((agency) => this.deliverToAgency(agency) || this.deliverToOffice(agency));
      if (delivered.length === 0) return this;
    }
  }

  private step({ what, pick, other, hours }: Move): void {
    this.now = formatInstant(parseInstant(this.now) + (hours * DAY) / 24);
    switch (what.kind) {
      case 'toAgency':
        this.deliver(this.toAgencies, pick, (agency) => this.deliverToAgency(agency));
        break;
      case 'toOffice':
        this.deliver(this.toOffice, pick, (agency) => this.deliverToOffice(agency));
        break;
      case 'timer':
        this.fire(pick);
        break;
      case 'office':
        this.tell(this.officeCommand(what.move ?? officeNext(this.request, pick), pick, other));
        break;
      case 'agency':
        this.handle(what.move, pick, other);
        break;
    }
  }

  private deliver(queues: Map<string, readonly unknown[]>, pick: number, to: (agency: string) => void): void {
    const waiting = [...queues].filter(([, queue]) => queue.length > 0).map(([agency]) => agency);
    const agency = waiting[pick % Math.max(1, waiting.length)];
    if (agency !== undefined) to(agency);
  }

  tell(command: RequestCommand): void {
    const decided = requestDecider.decide(command, this.request);
    if (isRejection(decided)) return;
    for (const event of decided) {
      this.request = requestDecider.evolve(this.request, event);
      this.requestEvents.push(event);
      this.history.push(this.request);
      const decision = this.request.status === 'none' ? null : decisionOf(event, this.request);
      if (decision !== null) for (const queue of this.toAgencies.values()) queue.push(decision);
    }
  }

  private fire(pick: number): void {
    const timers = timersOf(this.request, rules, calendar);
    const timer = timers[pick % Math.max(1, timers.length)];
    if (timer === undefined) return;
    if (parseInstant(timer.at) > parseInstant(this.now)) this.now = timer.at;
    this.tell(office.supervise({ ...timer, now: this.now }));
  }

  private deliverToAgency(agency: string): boolean {
    const decision = this.toAgencies.get(agency)?.shift();
    if (decision === undefined) return false;
    const opened = decision.participants.filter((one) => one.agency === agency).map(({ caseFile }) => caseFile);
    const known = [...this.files].filter(([, file]) => file.agency === agency).map(([id]) => id);
    for (const caseFile of new Set([...known, ...opened])) {
      const command = { type: 'MirrorOffice', caseFile, decision } as const;
      this.change(caseFile, agency, caseFileDecider.decide(command, this.file(caseFile)));
      const again = caseFileDecider.decide(command, this.file(caseFile));
      this.repeated.push(...(isRejection(again) ? [] : again));
    }
    return true;
  }

  private deliverToOffice(agency: string): boolean {
    const report = this.toOffice.get(agency)?.shift();
    if (report === undefined) return false;
    this.tell(office.record(report, this.now));
    return true;
  }

  private file = (caseFile: string): CaseFileState => this.files.get(caseFile)?.state ?? caseFileDecider.initial;

  private change(caseFile: string, agency: string, decided: ReturnType<typeof caseFileDecider.decide>): void {
    if (isRejection(decided)) return;
    for (const event of decided) {
      const state = caseFileDecider.evolve(this.file(caseFile), event);
      this.files.set(caseFile, { agency, state, events: [...(this.files.get(caseFile)?.events ?? []), event] });
      const report = state.status === 'none' ? null : reportOf(event, state);
      if (report !== null) this.toOffice.get(agency)?.push(report);
    }
  }

  private handle(wanted: AgencyMove | null, pick: number, other: number): void {
    const living = [...this.files].filter(([, { state }]) => state.status !== 'withdrawn');
    const leading = living.filter(([, { state }]) => state.status !== 'none' && state.role === 'lead');
    const among = other % 3 === 0 || leading.length === 0 ? living : leading;
    const [id, file] = among[pick % Math.max(1, among.length)] ?? [];
    if (id === undefined || file === undefined || file.state.status === 'none') return;
    const what = wanted ?? agencyNext(file.state, pick);
    const { deadlines } = file.state;
    const open = deadlines.filter(({ state }) => state === 'open');
    const deadline = open[other % Math.max(1, open.length)];
    const command = { now: this.now, by: handlerOf(file.agency), rules, calendar };
    const soon = (days: number): string => dateAt(addWorkingDays(this.now, days, calendar));
    const later = deadline === undefined ? soon(6) : lastDateBefore(addWorkingDays(deadline.dueAt, 3, calendar));
    const commands: Record<AgencyCommand['type'], AgencyCommand> = {
      Accept: { type: 'Accept', ...command },
      Return: { type: 'Return', ...command, reason: '不属职责', suggestedLead: null },
      MakePlan: { type: 'MakePlan', ...command, steps: [{ description: '会商', dueOn: soon(other) }] },
      ReportProgress: { type: 'ReportProgress', ...command, text: '正在办理' },
      GiveOpinion: { type: 'GiveOpinion', ...command, opinion: '同意' },
      Resolve: { type: 'Resolve', ...command, outcome },
      RequestExtension: {
        type: 'RequestExtension',
        ...command,
        deadline: deadline?.id ?? 'none',
        until: later,
        reason: '需上级批复',
      },
      RequestSuspension: { type: 'RequestSuspension', ...command, reasonCode: 'season', reason: '雨季不能施工' },
    };
    this.change(id, file.agency, caseFileDecider.decide(commands[what], file.state));
  }

  private officeCommand(what: OfficeMove, pick: number, other: number): RequestCommand {
    const now = this.now;
    const by = other % 2 === 0 ? officer : officer2;
    const ruling = other % 3 === 0 ? 'refused' : 'granted';
    const record = this.request.status === 'none' ? null : this.request;
    switch (what) {
      case 'submit':
        return office.submit({ now });
      case 'triage':
        return office.triage({ now, by, kind: pick % 2 === 0 ? 'general' : 'complex' });
      case 'assign':
        return office.assign({ now, by, ...this.chosen(pick, other) });
      case 'reassign':
        return office.reassign({ now, by, ...this.chosen(pick, other) });
      case 'ruleReturn': {
        const returning = record?.participants.filter((one) => one.returning !== null) ?? [];
        const agency = returning[pick % Math.max(1, returning.length)]?.agency ?? FINANCE;
        return office.ruleReturn({ now, by, agency, ruling: other % 2 === 0 ? 'upheld' : 'rejected' });
      }
      case 'verify':
        return office.verify({ now, by, ...(other % 3 === 0 ? { verdict: 'failed', note: '缺凭证' } : {}) });
      case 'followUp':
        return office.followUp({ now, satisfaction: other % 3 === 0 ? 'dissatisfied' : 'satisfied' });
      case 'close':
        return office.close({ now, by, ruling: pick % 2 === 0 ? null : '企业自身资料不全' });
      case 'reopen':
        return office.reopen({ now, by });
      case 'ruleExtension':
        return office.ruleExtension({
          now,
          by,
          deadline: record?.extension?.deadline ?? 'none',
          ruling,
          reason: '理由不足',
        });
      case 'ruleSuspension':
        return office.ruleSuspension({ now, by, ruling, reason: '条件具备' });
      case 'resume':
        return office.resume({ now, by });
    }
  }

  private chosen(pick: number, other: number) {
    const lead = LEADS[pick % LEADS.length] ?? FINANCE;
    const rest = LEADS.filter((agency) => agency !== lead).slice(0, other % 3);
    const participant = (agency: string) => ({ agency, caseFile: `c-${(this.ids += 1)}` });
    return { lead: participant(lead), cooperating: rest.map(participant) };
  }
}
