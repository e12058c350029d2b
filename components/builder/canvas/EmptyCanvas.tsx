'use client';

import Link from 'next/link';
import { Button } from '@/components/ui/Button';
import { buttonStyle } from '@/components/ui/buttonStyle';

type EmptyCanvasProps = { onAdd: () => void; onPaste: () => void };

/** The first steps of an empty monitor. */
export function EmptyCanvas({ onAdd, onPaste }: EmptyCanvasProps) {
  return (
    <div className="pointer-events-none absolute inset-0 z-10 flex items-center justify-center p-4">
      <div className="pointer-events-auto flex max-w-md flex-col items-center gap-4 rounded-xl border border-line border-dashed bg-surface p-6 text-center">
        <div className="flex flex-col gap-1">
          <h2 className="font-semibold text-base">What shall it watch?</h2>
          <p className="text-ink-muted text-sm">
            A monitor reads rows from a source, turns them into a number with a detector, and says with a
            threshold when that number is bad.
          </p>
        </div>
        <div className="flex flex-wrap justify-center gap-2">
          <Button variant="primary" onClick={onAdd}>
            Add a source
          </Button>
          <Link href="/gallery" className={buttonStyle({})}>
            Use a template
          </Link>
          <Button onClick={onPaste}>Paste a spec</Button>
        </div>
      </div>
    </div>
  );
}
