// Why a process has ended, from the lines that it has left.
import { closeSync, openSync, readSync, statSync } from 'node:fs';

/** It stands at the end. */
const READ = 65_536;

/** @returns what the last fatal line since `from` says, or what Node itself has said; empty where neither is there */
export function complaintIn(file, from) {
  const lines = end(file, from).split('\n').filter(Boolean);
  const fatal = lines.findLast((line) => line.startsWith('{"level":"fatal"'));
  if (fatal === undefined) return lines.findLast((line) => !line.startsWith('{')) ?? '';
  const { message, reason } = JSON.parse(fatal);
  // What is wrong with the environment has a line for each variable.
  return `${message}: ${reason}`.replace(/\s+/g, ' ');
}

function end(file, from) {
  const { size } = statSync(file);
  const buffer = Buffer.alloc(Math.min(READ, size - from));
  const opened = openSync(file, 'r');
  readSync(opened, buffer, 0, buffer.length, size - buffer.length);
  closeSync(opened);
  return buffer.toString('utf8');
}
