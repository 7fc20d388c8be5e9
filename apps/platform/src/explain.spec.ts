import { DatabaseUnavailable } from './database-unavailable';
import { explain } from './explain';
import { platformOptions } from './options';

const options = platformOptions(['--data', '/srv/sanban', '--host', '192.0.2.7', '--port', '80'], {
  DATABASE_URL: 'postgres://sanban:secret@db.example:5432/sanban',
});
const refusal = (code: string, about: object) =>
  Object.assign(new Error(`${code}: refused`), { errno: -1, code, ...about });

it.each([
  ['EACCES', { syscall: 'mkdir', path: '/srv/sanban' }, '没有写入权限', 'no permission to write'],
  ['EROFS', { syscall: 'open', path: '/srv/sanban/cli.json.7' }, '只读', 'read-only'],
  ['ENOTDIR', { syscall: 'mkdir', path: '/srv/sanban' }, '是文件，不是目录', 'not a folder'],
  ['EEXIST', { syscall: 'mkdir', path: '/srv/sanban' }, '同名文件', 'in the way'],
  ['ENOSPC', { syscall: 'write', path: '/srv/sanban/x' }, '磁盘空间不足', 'disk is full'],
  ['EADDRNOTAVAIL', { syscall: 'listen' }, '192.0.2.7 不是本机的地址', '192.0.2.7 is no address of this machine'],
  ['EADDRINUSE', { syscall: 'listen' }, '端口 80 已被占用', 'Port 80 is taken'],
  ['EACCES', { syscall: 'listen' }, '没有权限使用端口 80', 'No permission to use port 80'],
  ['ENOTFOUND', { syscall: 'getaddrinfo', hostname: '192.0.2.7' }, '找不到主机名', 'There is no host'],
])('says what %s %j means, in both languages and without a stack', (code, about, zh, en) => {
  const lines = explain(refusal(code, about), options).split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain(zh);
  expect(lines[1]).toContain(en);
});

it.each([
  ['ECONNREFUSED', '那里没有数据库在运行'],
  ['ENOTFOUND', '找不到该主机名'],
  ['28P01', '用户名或密码不对'],
  ['3D000', '没有这个数据库'],
  ['XX000', '没有连接成功'],
])('says that the database is not to be reached for %s, without its password', (code, zh) => {
  const text = explain(new DatabaseUnavailable(refusal(code, { syscall: 'connect' })), options);
  expect(text.split('\n')).toHaveLength(2);
  expect(text).toContain(`db.example:5432：${zh}（${code}, `);
  expect(text).not.toContain('secret');
});

it('hides no fault of ours', () => {
  expect(explain(new TypeError('x is undefined'), options)).toMatch(
    /did not start:\nTypeError: x is undefined\n\s+at /,
  );
});
