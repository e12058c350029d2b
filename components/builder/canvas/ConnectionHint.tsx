'use client';

import { useConnection } from '@xyflow/react';
import { useBuilder } from '@/components/builder/context';
import { wireProblem } from '@/components/builder/model/actions';

/** While a wire is drawn over an end that does not take it: why not. */
export function ConnectionHint() {
  const { store } = useBuilder();
  const hint = useConnection((connection) => {
    if (!connection.inProgress || !connection.toNode || connection.isValid !== false) return null;
    const [a, b] = [connection.fromNode.id, connection.toNode.id];
    const wire = connection.fromHandle.type === 'source' ? { from: a, to: b } : { from: b, to: a };
    return a === b ? null : wireProblem(store.getState(), wire);
  });
  if (!hint) return null;
  return (
    <p
      role="tooltip"
      className="absolute inset-x-4 top-4 z-20 mx-auto w-fit max-w-xl rounded-md border border-critical bg-critical-soft px-3 py-2 text-critical-ink text-sm shadow-high"
    >
      {hint}
    </p>
  );
}
