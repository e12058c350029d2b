import { cn } from './ui/cn';

type ForeignProps = {
  text: string;
  /** More characters than this are cut; the tooltip keeps the first thousand. */
  max?: number | undefined;
  className?: string | undefined;
};

/** Text that somebody else wrote: its direction stays its own, it breaks anywhere, and no length breaks the page. */
export function Foreign({ text, max = 160, className }: ForeignProps) {
  const cut = text.length > max;
  return (
    <bdi title={cut ? text.slice(0, 1_000) : undefined} className={cn('wrap-anywhere', className)}>
      {cut ? `${text.slice(0, max)}…` : text}
    </bdi>
  );
}
