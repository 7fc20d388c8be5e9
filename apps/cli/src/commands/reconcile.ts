import type { Command } from 'commander';
import { connect, type ConnectionOptions } from '../connection/connect';
import { EXIT } from '../output/failure';
import { say } from '../output/say';
import { reconciled } from '../reconciliation/reconcile';
import { reconciliationText } from '../reconciliation/report';
import { wholeNumber, withConnection, type JsonOption } from './options';

/** `sanban reconcile`: the ledger and the case files, line by line; exit code 1 where they differ. */
export const reconcile = (parent: Command): Command =>
  withConnection(parent.command('reconcile'))
    .description('逐行核对办公室台账与各单位承办件 · compares the ledger with every agency’s case files')
    .option('--wait <seconds>', '等待在途消息的时间 · how long to wait for messages under way', wholeNumber(0, 600), 30)
    .action(async ({ json, wait, ...where }: JsonOption & ConnectionOptions & { wait: number }) => {
      const api = connect(where);
      try {
        const result = await reconciled(api, wait);
        say(json === true, { agrees: result.differences.length === 0, ...result }, () => reconciliationText(result));
        if (result.differences.length > 0) process.exitCode = EXIT.refused;
      } finally {
        await api.close();
      }
    });
