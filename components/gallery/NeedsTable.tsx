import type { Need } from '@/lib/templates/template';

/** The data that a template asks for. */
export function NeedsTable({ needs }: { needs: readonly Need[] }) {
  return (
    <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
      {needs.map((need) => (
        <div key={need.key} className="flex flex-col gap-0.5">
          <dt className="text-sm">{need.what}</dt>
          <dd className="text-ink-faint text-xs">
            {need.kind === 'column' ? `${roleWords(need.role)}, ${typeWords[need.type]}` : 'A value of yours'}
            , such as <code className="font-mono">{String(need.example)}</code>
          </dd>
        </div>
      ))}
    </dl>
  );
}

const typeWords = { number: 'numbers', text: 'text', boolean: 'true or false', time: 'times' } as const;

function roleWords(role: string): string {
  return role.charAt(0).toUpperCase() + role.slice(1).replace('_', ' ');
}
