import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DeadlineSubject, Kind, PolicyBasis, RequestStatus, Satisfaction } from '@sanban/casework';

/** One line of the ledger, for reading: only the projection writes it. */
@Entity('ledger_requests')
export class LedgerRequest {
  /** bigint: a string in JavaScript. */
  @PrimaryColumn('bigint') ordinal!: string;
  @Column('uuid') id!: string;
  @Column('text') number!: string;
  @Column('text') region!: string;
  @Column('text') programme!: string;
  @Column('text', { name: 'enterprise_id' }) enterpriseId!: string;
  @Column('text', { name: 'enterprise_name' }) enterpriseName!: string;
  @Column('text') title!: string;
  @Column('text', { nullable: true }) kind!: Kind | null;
  @Column('text', { nullable: true }) action!: string | null;
  @Column('text', { array: true }) measures!: string[];
  @Column('text', { name: 'policy_basis', nullable: true }) policyBasis!: PolicyBasis | null;
  @Column('text') state!: RequestStatus;
  @Column('text', { nullable: true }) lead!: string | null;
  @Column('text', { array: true }) cooperating!: string[];
  @Column('timestamptz', { name: 'submitted_at' }) submittedAt!: Date;
  @Column('timestamptz', { name: 'assigned_at', nullable: true }) assignedAt!: Date | null;
  @Column('timestamptz', { name: 'resolved_at', nullable: true }) resolvedAt!: Date | null;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt!: Date | null;
  @Column('timestamptz', { name: 'due_at', nullable: true }) dueAt!: Date | null;
  @Column('text', { name: 'due_subject', nullable: true }) dueSubject!: DeadlineSubject | null;
  @Column('boolean') overdue!: boolean;
  @Column('int') reminders!: number;
  @Column('int', { name: 'supervision_orders' }) supervisionOrders!: number;
  @Column('int') returns!: number;
  @Column('int') reopenings!: number;
  @Column('text', { nullable: true }) satisfaction!: Satisfaction | null;
  @Column('int') revision!: number;
  /** Revision after the last event that the agencies are told of. */
  @Column('int', { nullable: true }) told!: number | null;
}
