import { creditCodeCheck } from '@sanban/contracts';

/** An enterprise without an account, whose request the office takes down: invented, with a valid 统一社会信用代码. */
export function telephoned(region: string, index: number): { id: string; name: string } {
  const body = `91${region}MA7D${String(index).padStart(5, '0').slice(-5)}`;
  const check = creditCodeCheck(body);
  if (check === null) throw new Error(`${body} is not the body of a credit code`);
  return { id: body + check, name: `电话登记企业${String(index).padStart(3, '0')}号` };
}
