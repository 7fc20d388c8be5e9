import { Module } from '@nestjs/common';
import { desk } from './desk';

/** 财政部门: what finance bureaus do beside their case files comes in here. */
@Module({ imports: [desk.module] })
export class FinanceModule {}
