/**
 * Derived columns by name: what detectors and pages need to know of descriptors. The functions that fill them are
 * in `registry.ts`, which only the engine and the command line load.
 */

/** Roles of columns that hold texts. */
export const textRoles = ['prompt', 'response', 'context', 'system_prompt'] as const;
export type TextRole = (typeof textRoles)[number];

export const isTextRole = (role: string): role is TextRole => (textRoles as readonly string[]).includes(role);

export const descriptorNames = [
  'characters',
  'words',
  'tokens',
  'language',
  'pii',
  'secrets',
  'toxicity',
  'injection',
  'jailbreak',
  'refusal',
  'repetition',
  'readability',
  'json',
  'prompt_similarity',
  'groundedness',
  'leakage',
] as const;
export type DescriptorName = (typeof descriptorNames)[number];

/** Similarities of an answer by an embedding endpoint, by what it is compared with. They come later than their row. */
export const embeddedNames = {
  prompt: 'prompt_similarity_embedded',
  context: 'context_similarity_embedded',
} as const;
export type DerivedName = DescriptorName | (typeof embeddedNames)[keyof typeof embeddedNames];

/** The name of a derived column: the text column's own name, a dot, the descriptor: `answer.words`. */
export const derivedName = (column: string, descriptor: DerivedName): string => `${column}.${descriptor}`;

/** Whether an embedding endpoint fills it. */
export const isEmbeddedName = (name: DerivedName): boolean =>
  Object.values(embeddedNames).some((embedded) => embedded === name);

/** Kinds that `pii` and `secrets` tell apart, in the order in which a column names them. */
export const piiKinds = ['email', 'phone', 'card', 'iban', 'ip', 'national_id'] as const;
export type PiiKind = (typeof piiKinds)[number];

export const secretKinds = ['api_key', 'jwt', 'private_key', 'password'] as const;
export type SecretKind = (typeof secretKinds)[number];

/** What a column of kinds holds where nothing was found. */
export const NOTHING = 'none';

/** The kinds in a column of kinds: `email+phone` has two, `none` has none. */
export const kindsOf = (text: string): readonly string[] => (text === NOTHING ? [] : text.split('+'));
