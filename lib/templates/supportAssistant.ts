import { clamp, makeSample, round, weighted } from './sample';
import type { Template } from './template';

const objective = 'Answer customers at once and in full, in every language, at a cost that was planned';

/** A language model that answers customers. */
export const supportAssistant: Template = {
  id: 'support-assistant',
  title: 'Support assistant',
  domain: 'support',
  system: 'llm',
  summary:
    'Watches refusals, personal data, length, speed and cost of the answers of a language model, and whether all languages are served.',
  objective,
  needs: [
    {
      kind: 'column',
      key: 'answer',
      role: 'response',
      type: 'text',
      what: 'What the assistant answered',
      example: 'answer',
      synonyms: ['response', 'completion', 'reply', 'output_text'],
    },
    {
      kind: 'column',
      key: 'refused',
      role: 'prediction',
      type: 'boolean',
      what: 'Whether the answer was a refusal',
      example: 'refused',
      synonyms: ['refusal', 'is_refusal', 'declined'],
    },
    { kind: 'value', key: 'refusal', what: 'The value that means a refusal', example: true },
    {
      kind: 'column',
      key: 'answer_length',
      role: 'feature',
      type: 'number',
      what: 'How long the answer is, in characters',
      example: 'answer_chars',
      synonyms: ['answer_length', 'response_length', 'output_length'],
    },
    {
      kind: 'column',
      key: 'latency',
      role: 'latency',
      type: 'number',
      what: 'How long the answer took, in milliseconds',
      example: 'latency_ms',
      synonyms: ['latency', 'duration_ms', 'response_time'],
    },
    {
      kind: 'column',
      key: 'tokens',
      role: 'tokens',
      type: 'number',
      what: 'Tokens that were paid for',
      example: 'total_tokens',
      synonyms: ['tokens', 'token_count'],
    },
    {
      kind: 'column',
      key: 'cost',
      role: 'cost',
      type: 'number',
      what: 'What the answer cost, in one currency',
      example: 'cost_usd',
      synonyms: ['cost', 'price'],
    },
    {
      kind: 'column',
      key: 'language',
      role: 'group',
      type: 'text',
      what: 'The language of the customer',
      example: 'language',
      synonyms: ['lang', 'locale'],
    },
  ],
  monitors: [
    {
      id: 'refusals',
      aspect: 'safety',
      why: 'A refusal is an answer the customer did not get; a new version of a hosted model can refuse more from one day to the next.',
      text: `version: 1
name: Support assistant, refusals
why:
  objective: ${objective}
schedule: { every: 2h, window: 6h, delay: 2m }
nodes:
  answers: { type: stream, params: { stream: <stream> } }
  refusal_rate: { type: refusal_rate, inputs: [answers], params: { response: <answer> } }
  # About 2 % on a usual day; six of a hundred by chance is rare, nine is not chance.
  too_many: { type: limit, inputs: [refusal_rate], params: { warning: 0.08, critical: 0.15, minRows: 60 } }
  tell: { type: log, inputs: [too_many] }
alert: { for: 2 windows, keepFiringFor: 2h, onNoData: keep }
`,
    },
    {
      id: 'privacy',
      aspect: 'safety',
      why: 'An answer that names somebody’s address or number cannot be taken back; a handful in a day deserves a look.',
      text: `version: 1
name: Support assistant, personal data in answers
why:
  objective: ${objective}
schedule: { every: 6h, window: 1d, delay: 5m }
nodes:
  answers: { type: stream, params: { stream: <stream> } }
  personal: { type: pii_share, inputs: [answers], params: { text: <answer> } }
  # The shop's own address is in about 1 % of the answers.
  too_much: { type: limit, inputs: [personal], params: { warning: 0.04, critical: 0.1, minRows: 100 } }
  tell: { type: log, inputs: [too_much] }
alert: { for: 2 windows, onNoData: keep }
`,
    },
    {
      id: 'answer-length',
      aspect: 'drift',
      why: 'Full answers have a usual length: suddenly short or long ones mean that the prompt or the model has changed.',
      text: `version: 1
name: Support assistant, length of answers
why:
  objective: ${objective}
schedule: { every: 6h, window: 1d, delay: 5m, reference: { trailing: 10d, ending: 3d } }
nodes:
  answers: { type: stream, params: { stream: <stream> } }
  length: { type: ks, inputs: [answers], params: { column: <answer_length> } }
  changed: { type: unusual, inputs: [length], params: { warning: 0.001, critical: 0.0001 } }
  tell: { type: log, inputs: [changed] }
alert: { for: 2 windows, keepFiringFor: 6h }
`,
    },
    {
      id: 'speed',
      aspect: 'latency',
      why: 'At once means within seconds: customers leave a chat that stays silent.',
      text: `version: 1
name: Support assistant, response time
why:
  objective: ${objective}
schedule: { every: 2h, window: 6h, delay: 2m }
nodes:
  answers: { type: stream, params: { stream: <stream> } }
  p95: { type: quantile, inputs: [answers], params: { column: <latency>, q: 0.95 } }
  too_slow: { type: limit, inputs: [p95], params: { warning: 8000, critical: 15000, minRows: 60 } }
  tell: { type: log, inputs: [too_slow] }
alert: { for: 2 windows, onNoData: keep }
`,
    },
    {
      id: 'spending',
      aspect: 'cost',
      why: 'A planned cost is kept answer by answer; a longer prompt or a retry loop shows here before the bill comes.',
      text: `version: 1
name: Support assistant, cost of an answer
why:
  objective: ${objective}
schedule: { every: 6h, window: 1d, delay: 5m }
nodes:
  answers: { type: stream, params: { stream: <stream> } }
  cost: { type: cost_per_request, inputs: [answers], params: { cost: <cost> } }
  tokens: { type: quantile, inputs: [answers], params: { column: <tokens>, q: 0.99 } }
  too_dear: { type: limit, inputs: [cost], params: { warning: 0.01, critical: 0.02, minRows: 100 } }
  too_long: { type: limit, inputs: [tokens], params: { warning: 6000, critical: 12000, minRows: 100 } }
  spending: { type: any, inputs: [too_dear, too_long] }
  tell: { type: log, inputs: [spending] }
alert: { for: 2 windows, onNoData: keep }
`,
    },
    {
      id: 'all-languages',
      aspect: 'fairness',
      why: 'In every language: customers who write in one of them must not be refused far more often.',
      text: `version: 1
name: Support assistant, refusals by language
why:
  objective: ${objective}
schedule: { every: 1d, window: 7d, delay: 5m }
nodes:
  answers: { type: stream, params: { stream: <stream> } }
  gap:
    type: demographic_parity_difference
    inputs: [answers]
    params: { prediction: <refused>, group: <language>, positive: <refusal>, groupRowsMin: 200 }
  unequal: { type: limit, inputs: [gap], params: { warning: 0.06, critical: 0.12 } }
  tell: { type: log, inputs: [unequal] }
alert: { for: 2 windows, keepFiringFor: 1d, onNoData: keep }
`,
    },
  ],
  sample: makeSample({
    stream: 'assistant_answers',
    columns: [
      { name: 'event_id', type: 'text', role: 'id' },
      { name: 'occurred_at', type: 'time', role: 'timestamp' },
      { name: 'model_version', type: 'text', role: 'model_version' },
      { name: 'language', type: 'text', role: 'group' },
      { name: 'answer', type: 'text', role: 'response' },
      { name: 'refused', type: 'boolean', role: 'prediction' },
      { name: 'answer_chars', type: 'number', role: 'feature' },
      { name: 'total_tokens', type: 'number', role: 'tokens' },
      { name: 'cost_usd', type: 'number', role: 'cost' },
      { name: 'latency_ms', type: 'number', role: 'latency' },
    ],
    days: 30,
    rowsPerDay: 600,
    incident: {
      fromDay: 22,
      toDay: 24,
      what: 'The provider moves the alias to a new model version, which refuses every fifth question until it is pinned again.',
      monitor: 'refusals',
    },
    row: ({ rng, at, index, inIncident }) => {
      const refused = rng.uniform() < (inIncident ? 0.2 : 0.02);
      const chars = refused ? 120 + 20 * rng.normal() : Math.exp(6.3 + 0.5 * rng.normal());
      const length = Math.round(clamp(chars, 10, 8000));
      const language = weighted(rng, { en: 0.55, de: 0.25, es: 0.2 });
      const tokens = Math.round(900 + length / 4 + Math.abs(200 * rng.normal()));
      return [
        `m-${400_000 + index}`,
        at,
        inIncident ? 'assist-4.1' : 'assist-4.0',
        language,
        answerIn(language, { refused, pick: rng.uniform() }),
        refused,
        length,
        tokens,
        round(tokens * 4e-6, 5),
        round(Math.exp(6.9 + 0.35 * rng.normal()) + length * 2, 0),
      ];
    },
  }),
};

/** What the assistant says, in short: the sample's lengths are made up beside it. */
const answers = {
  en: {
    refusal: "I'm sorry, but I can't help with that request.",
    usual: [
      'Your parcel is on its way and will be with you tomorrow.',
      'You can change the size in your order until it is packed.',
      'The refund is on its way; it takes three days to your account.',
    ],
    contact: 'Please write to help@shop.example and name your order.',
  },
  de: {
    refusal: 'Es tut mir leid, aber dabei kann ich Ihnen nicht helfen.',
    usual: [
      'Ihr Paket ist unterwegs und kommt morgen bei Ihnen an.',
      'Die Größe können Sie ändern, bis die Bestellung gepackt ist.',
      'Die Erstattung ist unterwegs und in drei Tagen auf Ihrem Konto.',
    ],
    contact: 'Bitte schreiben Sie an help@shop.example und nennen Sie die Bestellung.',
  },
  es: {
    refusal: 'Lo siento, pero no puedo ayudarte con eso.',
    usual: [
      'Tu paquete está en camino y llega mañana.',
      'Puedes cambiar la talla hasta que se prepare el pedido.',
      'El reembolso está en camino y tarda tres días en tu cuenta.',
    ],
    contact: 'Escribe a help@shop.example con el número de tu pedido.',
  },
} as const;

function answerIn(
  language: keyof typeof answers,
  { refused, pick }: { refused: boolean; pick: number },
): string {
  const { refusal, usual, contact } = answers[language];
  if (refused) return refusal;
  return pick < 0.01 ? contact : (usual[Math.floor(pick * usual.length)] ?? contact);
}
