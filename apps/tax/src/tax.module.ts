import { Module } from '@nestjs/common';
import { desk } from './desk';

/** 税务部门: what tax bureaus do beside their case files comes in here. */
@Module({ imports: [desk.module] })
export class TaxModule {}
