import type { Block } from './block';

export const blocks: readonly Block[] = [];
export function blockOf(type: string): Block | undefined {
  return blocks.find((block) => block.type === type);
}
