import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The revision of a case file that the office last heard of. */
@Entity('case_files_heard')
export class CaseFileHeard {
  @PrimaryColumn('uuid', { name: 'case_file' }) caseFile!: string;
  @Column('uuid') request!: string;
  @Column('text') agency!: string;
  @Column('int') revision!: number;
}
