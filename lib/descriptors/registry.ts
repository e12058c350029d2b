import type { DescriptorName, TextRole } from './derived';
import { injection } from './injection';
import { jailbreak } from './jailbreak';
import { jsonForm } from './json';
import { languageOf } from './language';
import { leakage } from './leakage';
import { rounded } from './phrases';
import { pii } from './pii';
import { readability } from './readability';
import { refusal } from './refusal';
import { repetition } from './repetition';
import { secrets } from './secrets';
import { containment, cosineSimilarity } from './similarity';
import type { Text } from './text';
import { toxicity } from './toxicity';

type Described = number | string | boolean | null;

/** One measure of a text, or of a text beside another of the same row. */
export type Descriptor = {
  name: DescriptorName;
  type: 'number' | 'text' | 'boolean';
  /** Roles of the columns that it describes. */
  of: readonly TextRole[];
  /** The role of the other text, where it compares two. */
  against?: TextRole;
  describe: (text: Text, other: Text) => Described;
};

const both = ['prompt', 'response'] as const;
const answers = ['response'] as const;

const orNull = (score: number | null): number | null => (score === null ? null : rounded(score));

/** Every descriptor there is, in the order of the derived columns. A new one is a file, a name and a line here. */
export const descriptors: readonly Descriptor[] = [
  { name: 'characters', type: 'number', of: both, describe: (text) => text.whole.length },
  { name: 'words', type: 'number', of: both, describe: (text) => text.length.words },
  { name: 'tokens', type: 'number', of: both, describe: (text) => text.length.tokens },
  { name: 'language', type: 'text', of: both, describe: languageOf },
  { name: 'pii', type: 'text', of: both, describe: pii },
  { name: 'secrets', type: 'text', of: both, describe: secrets },
  { name: 'toxicity', type: 'number', of: both, describe: toxicity },
  { name: 'injection', type: 'number', of: ['prompt', 'context'], describe: injection },
  { name: 'jailbreak', type: 'number', of: ['prompt'], describe: jailbreak },
  { name: 'refusal', type: 'boolean', of: answers, describe: refusal },
  { name: 'repetition', type: 'number', of: answers, describe: (text) => orNull(repetition(text)) },
  { name: 'readability', type: 'number', of: answers, describe: readability },
  { name: 'json', type: 'text', of: answers, describe: jsonForm },
  {
    name: 'prompt_similarity',
    type: 'number',
    of: answers,
    against: 'prompt',
    describe: (text, other) => orNull(cosineSimilarity(text, other)),
  },
  {
    name: 'groundedness',
    type: 'number',
    of: answers,
    against: 'context',
    describe: (text, other) => orNull(containment(text, other)),
  },
  {
    name: 'leakage',
    type: 'number',
    of: answers,
    against: 'system_prompt',
    describe: (text, other) => orNull(leakage(text, other)),
  },
];
