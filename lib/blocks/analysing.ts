import * as z from 'zod';
import { isComputable } from '@/lib/stats/notComputable';
import { quantile } from '@/lib/stats/quantile';
import { robust } from '@/lib/stats/robust';
import { type Analysed, type Conflict, formatValue, type SeriesPoint, type Unit } from './block';
import { figure } from './words';

/** What the analysers share: their params, what is usual in a series, and how that is said. */

/** How many windows to look back over, the current one included. */
export function windowsParam(standard: number, { min, max }: { min: number; max: number }) {
  return z.int().min(min).max(max).default(standard).meta({
    title: 'Windows',
    unit: 'windows',
    description: 'How many windows it looks at, with the current one.',
  });
}

export const directionParam = z.enum(['either', 'up', 'down']).default('either').meta({
  title: 'Which way counts',
  description: 'Up counts what is above the usual, down what is below it.',
});
export type Direction = z.output<typeof directionParam>;

/** Keeps a series that hardly varies from ringing for nothing, and from having no scale at all. */
export const smallestSwingParam = z.number().min(0).default(0).meta({
  title: 'Smallest swing',
  unit: 'as its input',
  description: 'Differences are measured against at least this much. For series that hardly vary.',
  advanced: true,
});

/** A normal law's standard deviation from its median distance: 1 / (the normal quantile of 0.75). */
const MAD_TO_STD = 1.4826022185056018;

/** The middle value; 0 where there is none. */
export function medianOf(values: readonly number[]): number {
  const found = robust(values);
  return isComputable(found) ? found.median : 0;
}

/** A usual swing, from how far values lie from where they belong. */
export const swingOf = (distances: readonly number[]): number => MAD_TO_STD * medianOf(distances);

/** How far values lie from their own median. */
export function distancesOf(values: readonly number[]): number[] {
  const usual = medianOf(values);
  return values.map((value) => Math.abs(value - usual));
}

/** How many earlier windows a scale needs; fewer tell nothing of what is usual. */
const USUAL_MIN = 20;

/** What a series usually is: its middle, how far it swings around it, and where four in five values lie. */
export type Usual = { centre: number; swing: number; low: number; high: number };

export const noAnswer = (why: string): Extract<Analysed, { ok: false }> => ({ ok: false, why });

/** The values in the order of time; windows without one are left out. */
export const valuesOf = (points: readonly SeriesPoint[]): number[] =>
  points.flatMap(({ value }) => value ?? []);

/** The answer where there are too few values yet; null where there are enough. */
export const tooFew = (needed: number, has: number): Extract<Analysed, { ok: false }> | null =>
  has < needed ? { ...noAnswer(`needs ${needed} windows, has ${has}`), early: true } : null;

/** What is usual, from the values before the current one; why not where they are too few or all the same. */
function usualOf(
  values: readonly number[],
  { windows, smallest }: { windows: number; smallest: number },
): ({ ok: true } & Usual) | Extract<Analysed, { ok: false }> {
  const earlier = values.slice(0, -1);
  const short = tooFew(Math.min(USUAL_MIN, windows - 1) + 1, values.length);
  if (short) return short;
  const found = robust(earlier);
  if (!isComputable(found)) return noAnswer(found.notComputable);
  // Where more than half are equal, the median distance is 0; the middle half is the next best scale.
  const swing = Math.max(smallest, MAD_TO_STD * found.mad || found.iqr / 1.349);
  if (!(swing > 0)) return noAnswer(unvaried(found.median));
  const sorted = [...earlier].sort((a, b) => a - b);
  return { ok: true, centre: found.median, swing, low: at(sorted, 0.1), high: at(sorted, 0.9) };
}

/** The values with the current one and what was usual before it. */
export type Seen = { values: readonly number[]; now: number; usual: Usual };

/** Answers where it is known what is usual; otherwise says why it is not. */
export function besideUsual(
  points: readonly SeriesPoint[],
  p: { windows: number; smallestSwing: number },
  answer: (seen: Seen) => Analysed,
): Analysed {
  const values = valuesOf(points);
  const usual = usualOf(values, { windows: p.windows, smallest: p.smallestSwing });
  return usual.ok ? answer({ values, now: values.at(-1) ?? 0, usual }) : usual;
}

/** The sum that counts, and whether it is the one upwards. */
export function sumThatCounts(sums: { up: number; down: number }, direction: Direction) {
  const rises = direction === 'up' || (direction === 'either' && sums.up >= sums.down);
  return { rises, value: rises ? sums.up : sums.down };
}

/** Without any swing there is nothing to measure by. */
export const unvaried = (value: number): string =>
  `the windows before hardly differ from ${figure(value)}, so there is no usual swing; set the smallest swing`;

function at(sorted: readonly number[], q: number): number {
  const found = quantile(sorted, q);
  return isComputable(found) ? found : 0;
}

/** The size of a difference where it goes the way that counts; 0 where it goes the other way. */
export function sizeOf(difference: number, direction: Direction): number {
  if (direction === 'either') return Math.abs(difference);
  return Math.max(0, direction === 'up' ? difference : -difference);
}

/** `3.2 of its usual swings above`. */
export function swings(difference: number): string {
  const size = figure(Number(Math.abs(difference).toPrecision(2)));
  return `${size} of its usual swings ${difference < 0 ? 'below' : 'above'}`;
}

/** `184 ms, usually 95 to 120 ms`. */
export function against(value: number, usual: Pick<Usual, 'low' | 'high'>, unit: Unit): string {
  return `${formatValue(value, unit)}, usually ${range(usual.low, usual.high, unit)}`;
}

/** `95 to 120 ms`; one value where both read the same. */
export function range(low: number, high: number, unit: Unit): string {
  const [from, to] = [formatValue(low, unit), formatValue(high, unit)];
  if (from === to) return from;
  const [, number, word] = /^(\S+)( \D+)$/.exec(from) ?? [];
  return number !== undefined && word !== undefined && to.endsWith(word)
    ? `${number} to ${to}`
    : `${from} to ${to}`;
}

/** A value with its sentence, and the present beside what is usual. */
export function found(value: number, sentence: string, beside: Beside): Analysed {
  const { label, usual, now, unit } = beside;
  if (!Number.isFinite(value)) return noAnswer('the values are too large to compare');
  const parts = [{ label, reference: usual, current: now }];
  return { ok: true, value, explanation: { sentence, parts, unit } };
}
type Beside = { label: string; usual: number; now: number; unit: Unit };

const SEASONS = {
  day: { ms: 86_400_000, at: 'at this time of day' },
  week: { ms: 7 * 86_400_000, at: 'at this time of the week' },
} as const;
export type Season = keyof typeof SEASONS;

export const seasonMs = (season: Season): number => SEASONS[season].ms;

/** `at this time of day`. */
export const seasonWords = (season: Season): string => SEASONS[season].at;

/** How many windows make a day or a week; a conflict where that is no whole number above 1. */
export function windowsIn(season: Season, everyMs: number): number | Conflict {
  const windows = seasonMs(season) / everyMs;
  if (Number.isInteger(windows) && windows > 1) return windows;
  return {
    message: `a ${season} is not made of whole windows of this schedule`,
    advice: `Set \`every\` so that it divides a ${season}, or take another season`,
  };
}
