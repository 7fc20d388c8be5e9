import type { CaseFileRecord, CaseFileStatus } from '@sanban/casework';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One case file of this service's agencies in the read model; what lists filter and sort by has a column of its own. */
@Entity('case_files')
export class CaseFileRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  request!: string;

  /** `<region>/<slug>`. */
  @Column('text')
  agency!: string;

  @Column('text')
  role!: 'lead' | 'cooperating';

  /** `status` of the decider's state. */
  @Column('text')
  state!: CaseFileStatus;

  @Column('int')
  round!: number;

  @Column('text')
  title!: string;

  @Column('text', { name: 'enterprise_id' })
  enterpriseId!: string;

  @Column('text', { name: 'enterprise_name' })
  enterpriseName!: string;

  @Column('text')
  kind!: 'general' | 'complex';

  @Column('text')
  action!: string;

  @Column('text', { name: 'policy_basis' })
  policyBasis!: 'supported' | 'unsupported';

  /** When the office gave it to this agency: the order of the list, which a new round does not change. */
  @Column({ type: 'timestamptz', name: 'assigned_at', precision: 3 })
  assignedAt!: Date;

  /** Of the next open deadline; null where none is open. While the case file is suspended: of one that had passed before. */
  @Column({ type: 'timestamptz', name: 'due_at', precision: 3, nullable: true })
  dueAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'opened_at', precision: 3 })
  openedAt!: Date;

  @Column({ type: 'timestamptz', name: 'accepted_at', precision: 3, nullable: true })
  acceptedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'resolved_at', precision: 3, nullable: true })
  resolvedAt!: Date | null;

  /** When the office closed it or took it away. */
  @Column({ type: 'timestamptz', name: 'closed_at', precision: 3, nullable: true })
  closedAt!: Date | null;

  /** Of its stream. */
  @Column('int')
  revision!: number;

  /** Of its stream, after the last event that the office is told of. */
  @Column('int', { nullable: true })
  reported!: number | null;

  /** The decider's state, from which the next event is folded. */
  @Column('jsonb')
  record!: CaseFileRecord;
}
