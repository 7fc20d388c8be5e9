export { departmentDesk, type DepartmentDesk } from './department-desk';
