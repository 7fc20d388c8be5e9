import { departmentDesk } from '@sanban/department-desk';

export const desk = departmentDesk('tax');
