import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody is signed in: by cookie (`session`, its end moves on with use) or with a bearer token (`token`, its end stands). */
@Entity({ name: 'sessions' })
export class Session {
  /** SHA-256 of the token; the token itself is nowhere kept. */
  @PrimaryColumn({ type: 'text', name: 'token_hash' })
  tokenHash!: string;

  @Column({ type: 'text' })
  account!: string;

  @Column({ type: 'text' })
  kind!: 'session' | 'token';

  @Column({ type: 'timestamptz', name: 'expires_at' })
  expiresAt!: Date;
}
