const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Median and min–max of the rounds, the ratios of each round's own figures, and whether the goals hold. */
export function report(rounds) {
  const names = Object.keys(rounds[0]);
  const lines = names.map((name) => {
    const all = rounds.map((round) => round[name]);
    const rates = all.map(({ perSecond }) => perSecond);
    const lost = all.reduce((sum, { acknowledged, stored }) => sum + Math.max(0, acknowledged - stored), 0);
    const cost = median(all.map(({ processorTime }) => processorTime));
    const refused = all.reduce((sum, result) => sum + result.refused, 0);
    return (
      `${name.padEnd(12)} ${String(median(rates)).padStart(6)}/s (${Math.min(...rates)}–${Math.max(...rates)})` +
      `  p50 ${median(all.map(({ p50 }) => p50))} ms  p99 ${median(all.map(({ p99 }) => p99))} ms` +
      `  ${cost} µs of processor  refused ${refused}  acknowledged and not stored ${lost}`
    );
  });
  const goal = (name, other, factor) => {
    if (!names.includes(name) || !names.includes(other)) return [];
    const ratio = median(rounds.map((round) => round[name].perSecond / round[other].perSecond));
    return [`${ratio >= factor ? '✓' : '✗'} ${name} ≥ ${factor} × ${other}: ${ratio.toFixed(2)}`];
  };
  return [...lines, '', ...goal('commands', 'nest-emmett', 4), ...goal('commands', 'bare', 0.8)].join('\n');
}
