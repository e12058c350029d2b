import * as z from 'zod';
import { columnRef, defineDetector, formatValue, scored, unscored } from '@/lib/blocks/block';
import { noValues } from '@/lib/blocks/distribution';
import { figure, rowCount } from '@/lib/blocks/words';

/**
 * Watt hours for a thousand tokens of a large hosted model, and for a second of one data centre graphics card. Both are
 * rough: models, batches and machines differ by more than tenfold.
 */
const WATT_HOURS = { tokens: 0.6, gpu_seconds: 0.2 } as const;
const AMOUNTS = { tokens: 1000, gpu_seconds: 1 } as const;
const WORDS = { tokens: 'a thousand tokens', gpu_seconds: 'a GPU second' } as const;

/** Energy or carbon from tokens or GPU seconds, by a rate that is stated. */
export const energy = defineDetector({
  type: 'energy',
  title: 'Energy and carbon (estimate)',
  category: 'cost',
  unit: 'Wh',
  worse: 'higher',
  summary: 'About how much energy the window used, or how much carbon that stands for.',
  when: 'Reach for it to report and to compare weeks, not to bill. It multiplies tokens or GPU seconds by a rate: measure your own if you can, as published ones differ more than tenfold.',
  synonyms: [
    'sustainability',
    'carbon footprint',
    'co2',
    'emissions',
    'electricity',
    'green',
    'power',
    'kwh',
  ],
  sources: [
    'Epoch AI 2025, How much energy does ChatGPT use (about 0.3 Wh for 500 tokens)',
    'NVIDIA H100 data sheet (700 W, about 0.2 Wh a second)',
    'Ember 2025, Global Electricity Review (473 g CO2 a kWh in 2024)',
  ],
  params: z.strictObject({
    column: columnRef({ wants: 'number', title: 'Tokens or GPU seconds' }),
    from: z.enum(['tokens', 'gpu_seconds']).default('tokens').meta({ title: 'The column holds' }),
    show: z.enum(['energy', 'carbon']).default('energy').meta({ title: 'Show' }),
    wattHours: z.number().gt(0).max(10_000).optional().meta({
      title: 'Energy rate',
      unit: 'Wh',
      description: 'For a thousand tokens (0.6 if left out) or for a GPU second (0.2 if left out).',
    }),
    gridIntensity: z.number().min(0).max(2000).default(473).meta({
      title: 'Carbon of the grid',
      unit: 'g CO2e a kWh',
      description: 'The mean of the world in 2024; your country or contract may have a tenth of it.',
    }),
  }),
  example: { column: 'hours_per_week' },
  run: ({ column, from, show, wattHours, gridIntensity }) => {
    const rate = wattHours ?? WATT_HOURS[from];
    const unit = show === 'energy' ? 'Wh' : 'gCO2e';
    return {
      reference: 'unused',
      profiles: [],
      unit,
      needs: () => ({ keys: [{ column, bin: { kind: 'presence' } }], measures: [{ of: 'sum', column }] }),
      score: ({ current, span }) => {
        const cell = current.cells.find(({ key }) => key[0] === 0);
        const sum = cell?.values[0] ?? null;
        if (!cell || sum === null) return unscored(noValues(column, current));
        const used = (sum / AMOUNTS[from]) * rate;
        const carbon = (used / 1000) * gridIntensity;
        if (!Number.isFinite(used))
          return unscored(`${column} holds numbers too large to add up`, cell.count);
        const assumed = `at ${figure(rate)} Wh for ${WORDS[from]} and ${figure(gridIntensity)} g CO2e a kWh`;
        const sentence = `about ${formatValue(used, 'Wh')} or ${formatValue(carbon, 'gCO2e')} for ${rowCount(cell.count)}, ${assumed}`;
        const score = scored(show === 'energy' ? used : carbon, cell.count, { sentence, parts: [] });
        return score.ok ? { ...score, countedMs: Math.max(0, span.to - span.from) } : score;
      },
    };
  },
});
