import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far the office's word on a request has been followed here: written with the inbox, for the reconciliation. */
@Entity('requests_heard')
export class RequestHeardRow {
  @PrimaryColumn('uuid')
  request!: string;

  /** Of the request's stream at the office, after the last of its events that named a case file of this service. */
  @Column('int')
  revision!: number;
}
