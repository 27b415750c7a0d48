// How late the end of a deployment is known, simulated: nothing is waited for.
import { simulate, sum } from './waiting.ts';

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
const percent = (share) => `${(share * 100).toFixed(1)} %`;

const row = (what, { share, meanMs, p95Ms, mostMs, looks }) => ({
  what,
  command: 'simulated over deployments of 5 s to 2 h, log-uniform, a look taking 0.2 s',
  median: `${percent(share)} of the length late on average (${seconds(meanMs)}; p95 ${seconds(p95Ms)}), ${looks.toFixed(0)} requests`,
  spread: `at most ${seconds(mostMs)}`,
});

/** @returns {import('./support.js').Row[]} */
export function measureWaits() {
  const auto = sum(simulate('auto'));
  const fixed = sum(simulate(10_000));
  return [
    {
      ...row('waiting, `poll-interval: auto`', auto),
      target: '≤ 4 % late, never above 15 s, fewer requests than every 10 s',
      met: auto.share <= 0.04 && auto.mostMs <= 15_000 && auto.looks < fixed.looks,
    },
    { ...row('waiting, `poll-interval: 10s`', fixed), target: '' },
  ];
}

const bounds = [5, 15, 60, 300, 1_800, 7_200];
const saySpan = (s) => (s < 60 ? `${s} s` : s < 3_600 ? `${s / 60} m` : `${s / 3_600} h`);

const within = (waits, from, to) =>
  sum(waits.filter(({ lengthMs }) => lengthMs >= from * 1000 && lengthMs < to * 1000));

/** The same by length, as lines of a table. */
export function tableOfWaits() {
  const [auto, fixed] = [simulate('auto'), simulate(10_000)];
  const lines = bounds.slice(0, -1).map((from, at) => {
    const to = bounds[at + 1];
    const cells = [auto, fixed].flatMap((waits) => {
      const { share, meanMs, looks } = within(waits, from, to);
      return [`${seconds(meanMs)} (${percent(share)})`, looks.toFixed(0)];
    });
    return `| ${[`${saySpan(from)} to ${saySpan(to)}`, ...cells].join(' | ')} |`;
  });
  return [
    '| a deployment of | `auto`: mean delay | requests | `10s`: mean delay | requests |',
    '| --- | --- | --- | --- | --- |',
    ...lines,
  ];
}
