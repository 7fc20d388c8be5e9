import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CaseFileStatus } from '@sanban/casework';

/** An agency's part of a request as the office knows it, for reading. */
@Entity('ledger_participants')
export class LedgerParticipant {
  @PrimaryColumn('uuid', { name: 'case_file' }) caseFile!: string;
  @Column('bigint') ordinal!: string;
  @Column('uuid') request!: string;
  @Column('text') agency!: string;
  @Column('text') role!: 'lead' | 'cooperating';
  @Column('text') state!: CaseFileStatus;
  @Column('boolean') current!: boolean;
}
