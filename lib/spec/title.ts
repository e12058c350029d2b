import type { NodeSpec } from './schema';

/** The name that people see: the node's title, or its id. */
export function titleOf(node: Pick<NodeSpec, 'title'> | undefined, id: string): string {
  return node?.title || id;
}
