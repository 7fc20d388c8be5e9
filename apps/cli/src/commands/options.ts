import { resolve } from 'node:path';
import { InvalidDate, startOfDate } from '@sanban/working-calendar';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { DEFAULT_DATA, trimmed } from '../connection/connect';

export interface JsonOption {
  json?: true;
}

export const withJson = (command: Command): Command =>
  command.option('--json', '机器可读的输出（错误也以 JSON 写到 stderr） · machine-readable output, errors too');

export const dataOption = (): Option =>
  new Option('--data <folder>', '平台的数据目录 · data folder of the platform')
    .env('SANBAN_DATA')
    .argParser((folder: string) => resolve(folder))
    .default(resolve(DEFAULT_DATA), '.data');

export const urlOption = (): Option =>
  new Option('--url <address>', '平台的地址（默认取本机正在运行的平台） · address of the platform').argParser(httpUrl);

export const withConnection = (command: Command): Command =>
  withJson(
    command
      .addOption(urlOption())
      .addOption(new Option('--token <token>', '令牌 · bearer token').env('SANBAN_TOKEN'))
      .addOption(dataOption()),
  );

export const wholeNumber =
  (least: number, most: number) =>
  (value: string): number => {
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < least || number > most) {
      throw new InvalidArgumentError(`应为 ${least} 至 ${most} 的整数 · a whole number from ${least} to ${most}.`);
    }
    return number;
  };

/** A day that there is, as it was written. */
export function day(value: string): string {
  try {
    startOfDate(value);
    return value;
  } catch (error) {
    if (error instanceof InvalidDate) throw new InvalidArgumentError(`${error.messageZh} · ${error.message}`);
    throw error;
  }
}

function httpUrl(value: string): string {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
    throw new InvalidArgumentError('不是网址 · not an http(s) address.');
  }
  return trimmed(value);
}
