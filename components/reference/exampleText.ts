import { stringify } from 'yaml';
import { type Block, type Kind, ports } from '@/lib/blocks/block';

/** An id that says what stands before a block of this kind. */
const before: Readonly<Record<Kind, string | null>> = {
  source: null,
  transform: 'events',
  detector: 'events',
  analyser: 'score',
  threshold: 'score',
  logic: 'too_high',
  action: 'too_high',
};

/** How a block stands in a spec, with its own example. */
export function exampleText(block: Block): string {
  const input = before[block.kind];
  const inputs = block.kind === 'logic' ? [input, 'too_old'] : [input];
  const params = Object.keys(block.example).length > 0 ? { params: block.example } : {};
  const node = {
    type: block.type,
    ...(ports[block.kind].takes === null ? {} : { inputs }),
    ...params,
  };
  return stringify({ nodes: { [nodeId(block)]: node } }, { flowCollectionPadding: true });
}

const nodeId = (block: Block) => (block.type === before[block.kind] ? `my_${block.type}` : `${block.type}_1`);
