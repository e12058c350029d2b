/** Keys to press together: `<Kbd keys={['Ctrl', 'K']} />`. */
export function Kbd({ keys }: { keys: readonly string[] }) {
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      {keys.map((key) => (
        <kbd
          key={key}
          className="min-w-5 rounded-sm border border-line border-b-2 bg-surface px-1 text-center font-sans text-[0.6875rem] text-ink-muted leading-4"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
