import { Module } from '@nestjs/common';
import { desk } from './desk';

/** Every other department; what work of their own they have is declared in the programme. */
@Module({ imports: [desk.module] })
export class AgencyModule {}
