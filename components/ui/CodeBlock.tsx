import { CopyButton } from './CopyButton';
import { cn } from './cn';

type CodeBlockProps = {
  code: string;
  /** What the text is: "curl command", "Spec as YAML". */
  label: string;
  copy?: boolean | undefined;
  wrap?: boolean | undefined;
  className?: string | undefined;
};

export function CodeBlock({ code, label, copy = true, wrap = false, className }: CodeBlockProps) {
  return (
    <figure className={cn('overflow-hidden rounded-lg border border-line bg-surface', className)}>
      <figcaption className="flex min-h-9 items-center justify-between gap-3 border-line border-b bg-surface-sunken py-0.5 pr-1 pl-3 text-ink-muted text-xs">
        {label}
        {copy && <CopyButton text={code} />}
      </figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must be able to
        tabIndex={0}
        className={cn(
          'overflow-x-auto p-3 font-mono text-[0.8125rem] leading-5 focus-visible:outline-offset-[-2px]',
          wrap && 'whitespace-pre-wrap break-words',
        )}
      >
        <code>{code}</code>
      </pre>
    </figure>
  );
}
