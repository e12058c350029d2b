import * as z from 'zod';
import {
  against,
  directionParam,
  distancesOf,
  found,
  medianOf,
  noAnswer,
  seasonMs,
  seasonWords,
  sizeOf,
  smallestSwingParam,
  swingOf,
  swings,
  tooFew,
  unvaried,
  windowsIn,
} from '@/lib/blocks/analysing';
import { type AnalyserInput, defineAnalyser, formatValue, type SeriesPoint } from '@/lib/blocks/block';

const params = z.strictObject({
  season: z.enum(['day', 'week']).default('day').meta({ title: 'Season' }),
  periods: z.int().min(3).max(60).default(7).meta({
    title: 'Earlier periods',
    unit: 'periods',
    description: 'How many earlier days or weeks it looks at.',
  }),
  measure: z.enum(['swings', 'difference']).default('swings').meta({
    title: 'Measured in',
    description: 'Usual swings, or the difference itself, with its sign, in the unit of the input.',
  }),
  direction: directionParam,
  smallestSwing: smallestSwingParam,
});

/** Enough earlier periods for a median that one wild value cannot move. */
const PERIODS_MIN = 3;

/**
 * The value less what is usual at this time of the day or the week: the median of the same slot in earlier periods.
 * A usual swing is the median distance of earlier windows from what is usual at their own time.
 */
export const seasonalResidual = defineAnalyser({
  type: 'seasonal_residual',
  title: 'Seasonal residual',
  summary: 'Compares a value with what is usual at this time of the day or of the week.',
  when: 'Reach for it when values follow a daily or weekly rhythm, so that one limit for all hours would be wrong. Above 5 is unusual; let the alert hold for 2 windows, because busy hours swing more than quiet ones.',
  synonyms: ['seasonality', 'time of day', 'weekday', 'deseasonalise', 'year over year', 'anomaly'],
  unit: 'score',
  worse: 'higher',
  params,
  example: { season: 'day', periods: 7 },
  run: ({ season, periods, measure, direction, smallestSwing }) => ({
    sentence: `Against what is usual ${seasonWords(season)}`,
    ...(measure === 'difference' ? { unit: 'input' as const, worse: 'input' as const } : {}),
    lookback(everyMs) {
      const windows = windowsIn(season, everyMs);
      return typeof windows === 'number' ? windows * periods + 1 : windows;
    },
    analyse(input) {
      const { unit, name } = input;
      const rhythm = rhythmOf(input.points, seasonMs(season));
      const now = input.points.at(-1)?.value ?? 0;
      const short = tooFew(PERIODS_MIN + 1, rhythm.alike.length + 1);
      if (short) return { ...short, why: `${short.why} ${seasonWords(season)}` };
      const difference = now - rhythm.usual;
      const usual = { low: Math.min(...rhythm.alike), high: Math.max(...rhythm.alike) };
      const beside = { label: name, usual: rhythm.usual, now, unit };
      if (measure === 'difference') {
        const far = `${formatValue(Math.abs(difference), unit)} ${difference < 0 ? 'below' : 'above'}`;
        return found(
          difference,
          sentenceOf(input, { far, season, words: against(now, usual, unit) }),
          beside,
        );
      }
      const swing = Math.max(rhythm.swing, smallestSwing);
      if (!(swing > 0)) return noAnswer(unvaried(rhythm.usual));
      const far = difference / swing;
      const sentence = sentenceOf(input, { far: swings(far), season, words: against(now, usual, unit) });
      return found(sizeOf(far, direction), sentence, beside);
    },
  }),
});

type Words = { far: string; season: 'day' | 'week'; words: string };

const sentenceOf = ({ name }: AnalyserInput, { far, season, words }: Words): string =>
  `${name} is ${far} what is usual ${seasonWords(season)}: ${words}`;

/** `alike`: earlier values at the same time; `usual`: their median; `swing`: how far values lie from what is usual. */
type Rhythm = { alike: number[]; usual: number; swing: number };

function rhythmOf(points: readonly SeriesPoint[], everyMs: number): Rhythm {
  const earlier = points.slice(0, -1);
  const byTime = new Map<number, number[]>();
  for (const { slot, value } of earlier) {
    if (value === null) continue;
    const time = slot % everyMs;
    const alike = byTime.get(time);
    if (alike) alike.push(value);
    else byTime.set(time, [value]);
  }
  const alike = byTime.get((points.at(-1)?.slot ?? 0) % everyMs) ?? [];
  const distances = [...byTime.values()].filter((values) => values.length > 1).flatMap(distancesOf);
  return { alike, usual: medianOf(alike), swing: swingOf(distances) };
}
