import { Module } from '@nestjs/common';
import { desk } from './desk';

/** 人力资源社会保障部门: what they do for employment and insurance beside their case files comes in here. */
@Module({ imports: [desk.module] })
export class HrssModule {}
