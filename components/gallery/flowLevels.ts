import type { Kind } from '@/lib/blocks/block';
import { blockOf } from '@/lib/blocks/registry';
import { topological } from '@/lib/compile/graph';
import { parseSpec } from '@/lib/spec/yaml';

export type FlowNode = { id: string; kind: Kind; type: string; title: string; inputs: readonly string[] };

/** The nodes of a spec in columns: each one column after the last of what it reads. */
export function flowLevels(text: string): FlowNode[][] {
  const nodes = parseSpec(text).spec?.nodes ?? {};
  const level = new Map<string, number>();
  const levels: FlowNode[][] = [];
  for (const id of topological(nodes)) {
    const node = nodes[id];
    const block = blockOf(node?.type ?? '');
    if (!node || !block) continue;
    const inputs = node.inputs ?? [];
    const place = Math.max(-1, ...inputs.map((input) => level.get(input) ?? -1)) + 1;
    level.set(id, place);
    const column = levels[place] ?? [];
    levels[place] = column;
    column.push({ id, kind: block.kind, type: block.type, title: block.title, inputs });
  }
  return levels;
}
