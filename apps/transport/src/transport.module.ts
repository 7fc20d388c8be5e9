import { Module } from '@nestjs/common';
import { desk } from './desk';

/** 交通运输部门: what they do for logistics beside their case files comes in here. */
@Module({ imports: [desk.module] })
export class TransportModule {}
