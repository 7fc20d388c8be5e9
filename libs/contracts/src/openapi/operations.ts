import { accountOperations } from './account-operations';
import { caseFileOperations } from './case-file-operations';
import { integrationOperations } from './integration-operations';
import { gatewayOperations } from './gateway-operations';
import type { Operation } from './operation';
import { runningOperations } from './running-operations';
import { requestOperations } from './request-operations';

/** Every public operation of the house. */
export const operations: readonly Operation[] = [
  ...gatewayOperations,
  ...accountOperations,
  ...requestOperations,
  ...caseFileOperations,
  ...integrationOperations,
  ...runningOperations,
];
