import type { Rng } from '@/lib/core/rng';
import { logistic, makeSample, round, weighted } from './sample';
import type { Template } from './template';

const objective = 'Show shoppers things they want and did not know of, fast enough that they see them';

/** Recommendations in a shop. */
export const productRecommendations: Template = {
  id: 'product-recommendations',
  title: 'Product recommendations',
  domain: 'retail',
  system: 'recommender',
  summary: 'Watches what is shown, whether it is clicked, and whether it arrives in time.',
  objective,
  needs: [
    {
      kind: 'column',
      key: 'category',
      role: 'prediction',
      type: 'text',
      what: 'The category of the product that was shown',
      example: 'category',
      synonyms: ['product_category', 'department', 'item_category'],
    },
    {
      kind: 'column',
      key: 'clicked',
      role: 'label',
      type: 'boolean',
      what: 'Whether the shopper clicked',
      example: 'clicked',
      synonyms: ['click', 'is_clicked', 'converted'],
    },
    { kind: 'value', key: 'click', what: 'The value that means a click', example: true },
    {
      kind: 'column',
      key: 'latency',
      role: 'latency',
      type: 'number',
      what: 'How long the answer took, in milliseconds',
      example: 'latency_ms',
      synonyms: ['latency', 'duration_ms', 'response_time'],
    },
  ],
  monitors: [
    {
      id: 'variety',
      aspect: 'drift',
      why: 'Shoppers find new things only while the mix of categories stays wide: a broken candidate feed shows everybody the same.',
      text: `version: 1
name: Recommendations, mix of categories
why:
  objective: ${objective}
schedule: { every: 6h, window: 1d, delay: 15m, reference: { trailing: 10d, ending: 3d } }
nodes:
  shown: { type: stream, params: { stream: <stream> } }
  mix: { type: jensen_shannon, inputs: [shown], params: { column: <category> } }
  # 700 rows a day over a dozen categories: chance alone stays under 0.08.
  narrowed: { type: limit, inputs: [mix], params: { warning: 0.15, critical: 0.25, minRows: 300 } }
  tell: { type: log, inputs: [narrowed] }
alert: { for: 2 windows, keepFiringFor: 6h }
`,
    },
    {
      id: 'clicks',
      aspect: 'performance',
      why: 'A click is the nearest sign that a shopper wanted what was shown.',
      text: `version: 1
name: Recommendations, click rate
why:
  objective: ${objective}
schedule: { every: 6h, window: 1d, delay: 1h }
nodes:
  shown: { type: stream, params: { stream: <stream> } }
  click_rate: { type: category_share, inputs: [shown], params: { column: <clicked>, value: <click> } }
  too_low: { type: limit, inputs: [click_rate], params: { direction: below, warning: 0.06, critical: 0.04, minRows: 300 } }
  tell: { type: log, inputs: [too_low] }
alert: { for: 2 windows, keepFiringFor: 6h }
`,
    },
    {
      id: 'in-time',
      aspect: 'latency',
      why: 'A recommendation that comes after the page has been left is never seen.',
      text: `version: 1
name: Recommendations, response time
why:
  objective: ${objective}
schedule: { every: 6h, window: 6h, delay: 5m }
nodes:
  shown: { type: stream, params: { stream: <stream> } }
  p95: { type: quantile, inputs: [shown], params: { column: <latency>, q: 0.95 } }
  too_slow: { type: limit, inputs: [p95], params: { warning: 350, critical: 600, minRows: 50 } }
  tell: { type: log, inputs: [too_slow] }
alert: { for: 2 windows }
`,
    },
    {
      id: 'traffic',
      aspect: 'volume',
      why: 'No rows means that shoppers see no recommendations at all, which no other figure here would show.',
      text: `version: 1
name: Recommendations, shown at all
why:
  objective: ${objective}
schedule: { every: 6h, window: 1d, delay: 5m }
nodes:
  shown: { type: stream, params: { stream: <stream> } }
  count: { type: row_count, inputs: [shown] }
  age: { type: freshness, inputs: [shown] }
  too_few: { type: limit, inputs: [count], params: { direction: below, warning: 400, critical: 150 } }
  # Three hours without a single row, in milliseconds.
  silent: { type: limit, inputs: [age], params: { warning: 10800000, critical: 21600000 } }
  nothing_shown: { type: any, inputs: [too_few, silent] }
  tell: { type: log, inputs: [nothing_shown] }
alert: { for: 1 window }
`,
    },
  ],
  sample: makeSample({
    stream: 'recommendations',
    columns: [
      { name: 'event_id', type: 'text', role: 'id' },
      { name: 'occurred_at', type: 'time', role: 'timestamp' },
      { name: 'category', type: 'text', role: 'prediction' },
      { name: 'score', type: 'number', role: 'score' },
      { name: 'clicked', type: 'boolean', role: 'label' },
      { name: 'latency_ms', type: 'number', role: 'latency' },
    ],
    days: 30,
    rowsPerDay: 700,
    incident: {
      fromDay: 21,
      toDay: 23,
      what: 'The candidate feed is stale: two thirds of what is shown comes from two bestseller categories.',
      monitor: 'variety',
    },
    row: ({ rng, at, index, inIncident }) => {
      const stuck = inIncident && rng.uniform() < 0.66;
      const score = logistic(-1 + rng.normal());
      return [
        `i-${200_000 + index}`,
        at,
        stuck ? rng.pick(['books', 'phones']) : categoryOf(rng),
        round(score, 4),
        rng.uniform() < (stuck ? 0.04 : 0.05 + 0.2 * score),
        round(Math.exp(4.6 + 0.4 * rng.normal()), 1),
      ];
    },
  }),
};

const categoryOf = (rng: Rng) =>
  weighted(rng, {
    clothing: 18,
    shoes: 14,
    home: 13,
    books: 11,
    phones: 9,
    toys: 8,
    garden: 7,
    sports: 7,
    beauty: 6,
    kitchen: 4,
    pets: 3,
  });
