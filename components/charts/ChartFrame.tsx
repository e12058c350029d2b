'use client';

import { ChartLine, Table2 } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { Button } from '@/components/ui/Button';
import { cn } from '@/components/ui/cn';
import { ErrorState } from '@/components/ui/ErrorState';
import { Loading } from '@/components/ui/Loading';
import { Skeleton } from '@/components/ui/Skeleton';
import type { Problem } from '@/lib/core/failures';
import { DataTable, type Numbers } from './DataTable';

/** What every chart takes beside its data. */
export type ChartProps = {
  title: string;
  /** Keeps the title for screen readers, where a heading above says it already. */
  titleHidden?: boolean | undefined;
  loading?: boolean | undefined;
  /** Why there is nothing to show. */
  problems?: readonly Problem[] | undefined;
  onRetry?: (() => void) | undefined;
  /** What to do so that something appears; shown where there are no numbers. */
  emptyText?: ReactNode;
  className?: string | undefined;
};

type ChartFrameProps = ChartProps & {
  numbers: Numbers | null;
  height: number;
  children: ReactNode;
};

/** Title, states and the table that stands for the picture. */
export function ChartFrame(props: ChartFrameProps) {
  const { title, titleHidden = false, numbers, className } = props;
  const [asTable, setAsTable] = useState(false);
  const id = useId();
  const ready = !props.loading && !props.problems?.length && numbers !== null && numbers.count > 0;
  return (
    <figure aria-labelledby={id} className={cn('flex min-w-0 flex-col gap-2', className)}>
      <div className="flex min-h-7 items-center justify-between gap-3">
        <figcaption id={id} className={titleHidden ? 'sr-only' : 'font-medium text-sm'}>
          {title}
        </figcaption>
        {ready && (
          <Button
            size="sm"
            variant="quiet"
            className="ml-auto"
            onClick={() => setAsTable(!asTable)}
            icon={
              asTable ? <ChartLine size={14} aria-hidden="true" /> : <Table2 size={14} aria-hidden="true" />
            }
          >
            {asTable ? 'Show as chart' : 'Show as table'}
          </Button>
        )}
      </div>
      <FrameBody {...props} asTable={asTable} />
    </figure>
  );
}

function FrameBody(props: ChartFrameProps & { asTable: boolean }) {
  const { title, loading, problems, onRetry, emptyText, numbers, height, asTable, children } = props;
  if (loading) {
    return (
      <Loading text={`Loading ${title}`}>
        <Skeleton height={height} className="w-full" />
      </Loading>
    );
  }
  if (problems?.length) {
    return <ErrorState title={`${title} cannot be shown`} problems={problems} onRetry={onRetry} />;
  }
  if (!numbers || numbers.count === 0) {
    return (
      <div
        style={{ minHeight: height }}
        className="flex items-center justify-center rounded-lg border border-line border-dashed p-6 text-center text-ink-muted text-sm"
      >
        <div className="max-w-sm">
          {emptyText ?? 'No values in this time. Choose a longer one, or wait for the next run.'}
        </div>
      </div>
    );
  }
  if (asTable) return <DataTable caption={title} numbers={numbers} />;
  return children;
}
