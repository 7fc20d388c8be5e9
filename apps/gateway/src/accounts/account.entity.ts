import type { Role } from '@sanban/identity';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A local account. `id` is the only thing about it that is recorded anywhere else. */
@Entity({ name: 'accounts' })
export class Account {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text', unique: true })
  username!: string;

  /** For the screen; never logged. */
  @Column({ type: 'text' })
  name!: string;

  /** argon2id; null: nobody signs in with it. */
  @Column({ type: 'text', name: 'password_hash', nullable: true })
  passwordHash!: string | null;

  @Column({ type: 'text', nullable: true })
  region!: string | null;

  @Column({ type: 'text', nullable: true })
  agency!: string | null;

  @Column({ type: 'text', name: 'enterprise_id', nullable: true })
  enterpriseId!: string | null;

  @Column({ type: 'text', name: 'enterprise_name', nullable: true })
  enterpriseName!: string | null;

  @Column({ type: 'text', array: true })
  roles!: Role[];

  /** Of the packs: serves only while the demo is on. */
  @Column({ type: 'boolean' })
  demo!: boolean;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  /** Since when nobody signs in with it; null: it is active. */
  @Column({ type: 'timestamptz', name: 'disabled_at', nullable: true })
  disabledAt!: Date | null;
}
