import { agency } from '@sanban/agency';
import { coordination } from '@sanban/coordination';
import { finance } from '@sanban/finance';
import { hrss } from '@sanban/hrss';
import { industry } from '@sanban/industry';
import { pboc } from '@sanban/pboc';
import type { ServiceDefinition } from '@sanban/service-kit';
import { tax } from '@sanban/tax';
import { transport } from '@sanban/transport';

/** Every service that this platform runs behind its gateway. */
export const services: readonly ServiceDefinition[] = [
  coordination,
  finance,
  tax,
  pboc,
  hrss,
  transport,
  industry,
  agency,
];
