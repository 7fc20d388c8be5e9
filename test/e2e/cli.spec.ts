import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, ROOT } from './support/platform';
import { sanban } from './support/sanban';
import { containing, having, including, someText } from './support/matching';

jest.setTimeout(60_000);

const json = (text: string): unknown => JSON.parse(text);

describe('sanban calendar add', () => {
  it('counts make-up working days and explains them', async () => {
    const short = await sanban('calendar', 'add', '--from', '2022-09-30', '--working-days', '5');
    expect(short).toEqual({ code: 0, stdout: '2022-10-12\n', stderr: '' });
    const { stdout } = await sanban('calendar', 'add', '--from', '2022-09-30', '--working-days', '5', '--explain');
    expect(stdout).toContain('2022-10-01 至 10-07 星期六至星期五：国庆节放假，不计入');
    expect(stdout).toContain('2022-10-08 至 10-09 星期六至星期日：国庆节调休上班，第 1–2 日');
    expect(stdout).toContain('National Day holiday');
  });

  it('has a stable machine shape', async () => {
    const { stdout } = await sanban('calendar', 'add', '--from', '2022-09-30', '--working-days', '5', '--json');
    expect(json(stdout)).toEqual({
      calendar: 'cn',
      calendarVersion: containing('chinese-days@'),
      from: '2022-09-30',
      workingDays: 5,
      dueOn: '2022-10-12',
      dueAt: '2022-10-13T00:00:00+08:00',
    });
  });

  it.each([
    ['a year that the calendar does not cover', '2035-09-30', 1, 'calendar-not-covered', '2035'],
    ['a day that no month has', '2022-02-30', 2, 'usage', '2022-02-30'],
  ])('refuses %s', async (_, from, exit, code, named) => {
    const text = await sanban('calendar', 'add', '--from', from, '--working-days', '5');
    expect(text).toMatchObject({ code: exit, stdout: '' });
    expect(text.stderr).toContain(named);
    expect(text.stderr).not.toContain('    at ');
    const machine = await sanban('calendar', 'add', '--from', from, '--working-days', '5', '--json');
    expect(json(machine.stderr)).toMatchObject({ error: { code, zh: containing(named) } });
  });

  it('reckons by a programme', async () => {
    const add = ['calendar', 'add', '--from', '2022-09-30', '--working-days', '5', '--programme'];
    expect(await sanban(...add, 'linxiang-2022')).toMatchObject({ code: 0, stdout: containing('2022-10-12') });
    expect(await sanban(...add, 'nowhere')).toMatchObject({ code: 1, stderr: containing('nowhere') });
  });

  it('tells a wrong call from a refusal by its exit code', async () => {
    expect(await sanban('calendar', 'add', '--from', '2022-09-30')).toMatchObject({ code: 2, stdout: '' });
    expect(await sanban('calendar', 'add', '--from', '2022-09-30', '--working-days', 'five')).toMatchObject({
      code: 2,
    });
    expect(await sanban('kalendar')).toMatchObject({
      code: 2,
      stderr: containing('用法错误：没有命令 kalendar\nerror: unknown command'),
    });
    expect(await sanban('calendar')).toMatchObject({ code: 2, stderr: containing('用法错误：缺少子命令') });
  });
});

describe('sanban programme', () => {
  it('lists and shows the packs', async () => {
    const list = json((await sanban('programme', 'list', '--json')).stdout);
    expect(list).toEqual([
      having({ id: 'linxiang-2022', region: '530902', parent: 'yunnan-2022', actions: 13 }),
      having({ id: 'yunnan-2022', region: '530000', parent: null }),
    ]);
    const shown = await sanban('programme', 'show', 'linxiang-2022');
    expect(shown.code).toBe(0);
    expect(shown.stdout).toContain('财政惠企专项行动');
    expect(await sanban('programme', 'show', 'linxiang')).toMatchObject({
      code: 1,
      stderr: containing('linxiang-2022'),
    });
  });

  it('finds its own packs without fault', async () => {
    expect(await sanban('programme', 'validate')).toMatchObject({
      code: 0,
      stdout: containing('没有错误'),
    });
  });

  describe('given a pack with a wrong reference', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sanban-pack-'));
    const pack = join(folder, 'linxiang-2022');
    const file = join(pack, 'actions.yaml');
    let line = 0;

    beforeAll(() => {
      cpSync(join(ROOT, 'libs/programme/packs/linxiang-2022'), pack, { recursive: true });
      const lines = readFileSync(file, 'utf8').split('\n');
      line = lines.findIndex((text) => /^\s+lead: tax\s*$/.test(text) || /^\s+lead: finance\s*$/.test(text)) + 1;
      expect(line).toBeGreaterThan(0);
      lines[line - 1] = lines[line - 1]!.replace(/lead: .*/, 'lead: finanse');
      writeFileSync(file, lines.join('\n'));
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('names file, line and column, and what was probably meant', async () => {
      const { code, stdout } = await sanban('programme', 'validate', pack);
      expect(code).toBe(1);
      expect(stdout).toMatch(new RegExp(`${file}:${line}:\\d+ `));
      expect(stdout).toContain('finanse');
      expect(stdout).toContain('finance');
      const machine = await sanban('programme', 'validate', pack, '--json');
      expect(machine.code).toBe(1);
      expect(json(machine.stdout)).toMatchObject({
        valid: false,
        faults: including(having({ file, line, code: someText })),
      });
    });

    it('names the line of broken YAML, too', async () => {
      appendFileSync(file, '\n  broken: [\n');
      const { code, stdout } = await sanban('programme', 'validate', pack);
      expect(code).toBe(1);
      expect(stdout).toMatch(/actions\.yaml:\d+:\d+ .*\[yaml-syntax\]/);
    });
  });

  it('says that a path does not exist', async () => {
    expect(await sanban('programme', 'validate', '/no/such/pack')).toMatchObject({
      code: 1,
      stderr: containing('/no/such/pack'),
    });
  });
});

describe('commands that need the platform', () => {
  it.each(
    [['ledger'], ['reconcile'], ['request', 'show', '0190f3a2-1c5e-7d3a-9b1f-2f6d1c0a4e11']].map((args) => [args]),
  )('%j says in one sentence that nobody listens', async (args) => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const { code, stdout, stderr } = await sanban(...args, '--url', url, '--token', 'none');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('npm start');
    expect(stderr.trim().split('\n')).toHaveLength(2);
  });

  const page: RequestListener = (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
  const moved: RequestListener = (_, response) => response.writeHead(301, { location: 'https://127.0.0.1/' }).end();
  it.each([
    ['ledger', page, 'HTTP 200'],
    ['reconcile', moved, 'https://127.0.0.1/'],
    ['demo', page, 'HTTP 200'],
  ])('%s says in one sentence that another program answers', async (command, listener, named) => {
    const server = createServer(listener);
    const address = await new Promise<AddressInfo | string | null>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve(server.address()));
    });
    if (address === null || typeof address === 'string') throw new Error('no port');
    const where = ['--url', `http://127.0.0.1:${address.port}`, ...(command === 'demo' ? [] : ['--token', 'none'])];
    try {
      const { code, stdout, stderr } = await sanban(command, ...where);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain(named);
      expect(stderr.trim().split('\n')).toHaveLength(2);
      const machine = await sanban(command, ...where, '--json');
      expect(json(machine.stderr)).toMatchObject({ error: { code: 'not-the-platform', en: containing(named) } });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

describe('sanban demo', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sanban-demo-'));
  const file = join(folder, 'file');
  beforeAll(() => writeFileSync(file, ''));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['a data folder below a file', ['--data', join(file, 'x')], join(file, 'x'), 'ENOTDIR'],
    ['a journal below a file', ['--data', folder, '--journal', join(file, 'x')], join(file, 'x'), 'ENOTDIR'],
    ['a journal in no folder', ['--data', folder, '--journal', join(folder, 'no/x')], join(folder, 'no/x'), 'ENOENT'],
  ])('says in one sentence that it cannot write %s, before it starts anything', async (_, args, path, reason) => {
    const { code, stdout, stderr } = await sanban('demo', ...args, '--json');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    const { error } = json(stderr) as { error: Record<string, string> };
    expect(error).toEqual({ code: 'cannot-write', zh: containing(path), en: containing(`(${reason}).`) });
    expect(readdirSync(folder)).toEqual(['file']);
  });
});
