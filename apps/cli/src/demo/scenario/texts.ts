import type { MeasureEntry } from '@sanban/programme';
import type { Random } from '../random';

const TRADES = [
  '农产品加工',
  '餐饮服务',
  '批发零售',
  '道路货运',
  '建材生产',
  '乡村旅游',
  '医药流通',
  '机械制造',
] as const;
const TROUBLES = [
  '受疫情影响订单减少，流动资金紧张',
  '回款周期变长，按时支付工资有困难',
  '近期生产经营成本上升，继续经营压力较大',
  '不清楚如何办理，多次咨询未得到明确答复',
] as const;
const WISHES = ['请有关部门尽快协调解决', '请明确办理渠道和所需材料', '请按政策及时兑现', '请派员上门指导'] as const;
const TITLES = ['申请落实', '未享受到', '咨询并申请办理', '反映办理较慢：'] as const;

const RESULTS = ['已按政策办理到位', '已协调有关单位解决', '已将资金拨付到账', '已上门服务并办妥手续'] as const;
const RETURN_REASONS = ['经核对职责分工，该事项不属本单位职责', '该事项主管部门为其他单位，本单位无审批权限'] as const;
const PROGRESS = ['已与企业联系，正在核对申报材料', '材料已齐，正在会同有关单位审核', '已提交审批，等待结果'] as const;
const OPINIONS = [
  '同意按方案执行，本单位将配合落实',
  '经审核符合条件，建议予以支持',
  '已提供所需数据和材料，无不同意见',
] as const;
const PLAN_STEPS = [
  '上门核实情况，列出问题清单',
  '会商有关单位，确定解决办法',
  '逐项落实并向企业反馈',
  '复核成效，整理归档',
] as const;

/** Chinese texts made from what the programme promises; numbers and choices are those of the seed. */
export const textsFor = (random: Random, measure: MeasureEntry) => ({
  title: () => `${random.pick(TITLES)}“${measure.name.zh}”`,
  request: () =>
    `我公司从事${random.pick(TRADES)}，现有员工${5 + random.int(120)}人，${random.pick(TROUBLES)}。` +
    `方案提出“${excerpt(measure.text)}”，${random.pick(WISHES)}。`,
  policyGap: () => `现行政策未覆盖“${measure.name.zh}”的此类情形，需研究配套措施`,
  returnReason: () => random.pick(RETURN_REASONS),
  progress: () => random.pick(PROGRESS),
  opinion: () => random.pick(OPINIONS),
  planStep: (index: number) => PLAN_STEPS[index] ?? PLAN_STEPS[0],
  outcome: () => ({
    summary: `${random.pick(RESULTS)}：${measure.name.zh}`,
    result: random.chance(0.85) ? ('solved' as const) : ('explained' as const),
    evidence: [{ title: '办理结果凭证', reference: `临翔办理〔2022〕${1 + random.int(900)}号` }],
  }),
});

export type Texts = ReturnType<typeof textsFor>;

/** Its first clause, so that a title or a text stays readable. */
function excerpt(text: string): string {
  const [sentence = text] = text.split(/[。；]/u);
  const characters = Array.from(sentence);
  return characters.length <= 60 ? sentence : `${characters.slice(0, 58).join('')}……`;
}
