import { DEMO_PASSWORD } from '@sanban/gateway';
import type { Platform } from './start-platform';

/** What the terminal says when everything is up: Chinese first, English beside it. */
export function greeting({ url, programmes, eventStore }: Platform, demo: boolean, seconds: number): string {
  const all = programmes.all();
  const lines = [
    '',
    `  三办 Sanban    ${url}    （启动用时 started in ${seconds.toFixed(1)} s）`,
    `  接口文档 API   ${url}/api/docs`,
    `  事件库 Event store  ${eventStore}`,
    `  方案 Programmes  ${all.map(({ id, name }) => `${name.zh} (${id})`).join('、')}`,
  ];
  if (demo) lines.push('', ...signIns(all.map(({ region }) => region)));
  return [...lines, '', '  按 Ctrl-C 停止 · Ctrl-C stops', ''].join('\n');
}

function signIns(regions: readonly string[]): string[] {
  const rows = regions.flatMap((region): [string, string][] => [
    [`${region}-office-officer`, '领导小组办公室 office'],
    [`${region}-finance-handler`, '单位承办人 an agency’s handler（财政 finance）'],
    [`${region}-finance-chief`, '单位负责人 its chief'],
    [`${region}-leader`, '领导 leader'],
    [`${region}-enterprise-1`, '企业 enterprise (1–5)'],
  ]);
  rows.push(['auditor', '审计 auditor'], ['operator', '运维 operator']);
  const width = Math.max(...rows.map(([username]) => username.length));
  return [
    `  演示账号 Demo sign-ins（密码 password: ${DEMO_PASSWORD}）`,
    ...rows.map(([username, part]) => `    ${username.padEnd(width)}  ${part}`),
  ];
}
