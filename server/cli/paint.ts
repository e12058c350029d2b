import type { Io } from './command';

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34 } as const;

/** Text in a colour where the terminal shows colours. */
export function paint(io: Pick<Io, 'colour'>, style: keyof typeof CODES, text: string): string {
  return io.colour ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text;
}

/** Text that comes from outside, without what a terminal would obey. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd');
}

/** `1 problem`, `2 problems`. */
export const counted = (count: number, thing: string): string =>
  `${count} ${thing}${count === 1 ? '' : thing.endsWith('s') ? '' : 's'}`;
