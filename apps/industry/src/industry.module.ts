import { Module } from '@nestjs/common';
import { desk } from './desk';

/** 工业和信息化部门: what they do for industry beside their case files comes in here. */
@Module({ imports: [desk.module] })
export class IndustryModule {}
