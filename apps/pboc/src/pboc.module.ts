import { Module } from '@nestjs/common';
import { desk } from './desk';

/** 人民银行、金融办: what they do for financing beside their case files comes in here. */
@Module({ imports: [desk.module] })
export class PbocModule {}
