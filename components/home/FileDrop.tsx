'use client';

import { FileUp } from 'lucide-react';
import { type DragEvent, useId, useState } from 'react';
import { cn } from '@/components/ui/cn';

type FileDropProps = {
  /** "CSV, Parquet or NDJSON". */
  kinds: string;
  accept: string;
  onFile: (file: File) => void;
};

/** A file by drag and drop or by choosing; the choosing is an ordinary file input, so keys reach it. */
export function FileDrop({ kinds, accept, onFile }: FileDropProps) {
  const id = useId();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra beside the input inside
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn(
        'flex flex-col items-center gap-2 rounded-lg border border-dashed p-5 text-center text-sm',
        'has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2',
        over ? 'border-accent bg-accent-soft' : 'border-line-strong',
      )}
    >
      <FileUp size={22} aria-hidden="true" className="text-ink-faint" />
      <label htmlFor={id} className="cursor-pointer">
        <span className="inline-block min-h-6 font-medium text-accent-ink underline">Choose a file</span> or
        drop it here
      </label>
      <input
        id={id}
        type="file"
        accept={accept}
        aria-describedby={`${id}-kinds`}
        className="sr-only"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
      <p id={`${id}-kinds`} className="text-ink-faint text-xs">
        {kinds}
      </p>
    </div>
  );
}
