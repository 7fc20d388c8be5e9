import { loadProgrammes } from '@sanban/programme';
import { responsibilityText } from './responsibility-text';

const programmes = new Map(loadProgrammes().map((programme) => [programme.id, programme]));
const of = (id: string, ordinal: string) => {
  const programme = programmes.get(id)!;
  const action = programme.actions.find(({ clause }) => clause === ordinal)!;
  return responsibilityText(action, programme);
};

it('names agencies that answer without a printed lead', () => {
  expect(of('yunnan-2022', '二（二）')).toEqual(['责任 省财政厅、省税务局（默认牵头）、人民银行昆明中心支行']);
});

it('names groups, and words that leave the list open', () => {
  expect(of('yunnan-2022', '一（六）')).toEqual([
    '牵头 省工业和信息化厅',
    '配合 省外办',
    '单位组 省减负办各成员单位、各州、市人民政府',
    '未列全 “等部门”',
  ]);
});

it('marks the default lead of several, and says where there is none', () => {
  const programme = programmes.get('linxiang-2022')!;
  const none = { ...programme.actions[0]!, leads: [], lead: null, cooperating: [], responsible: [], groups: [] };
  const lines = (more: object) => responsibilityText({ ...none, others: null, ...more }, programme);
  const [tax, finance] = ['530902/tax', '530902/finance'];
  expect(lines({ leads: [tax, finance], lead: finance })).toEqual(['牵头 区税务局、区财政局（默认牵头）']);
  expect(lines({ responsible: [tax, finance], lead: tax })).toEqual(['责任 区税务局（默认牵头）、区财政局']);
  expect(lines({ leads: [tax], lead: tax })).toEqual(['牵头 区税务局']);
  expect(lines({ responsible: [tax], others: '等单位' })).toEqual([
    '牵头 由办公室指定',
    '责任 区税务局',
    '未列全 “等单位”',
  ]);
});

it('leaves out no agency of any bracket', () => {
  for (const programme of programmes.values()) {
    for (const action of programme.actions) {
      const text = responsibilityText(action, programme).join('\n');
      for (const id of [...action.leads, ...action.cooperating, ...action.responsible]) {
        expect(text).toContain(programme.agency(id)?.name.zh);
      }
    }
  }
});
