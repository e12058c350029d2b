'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { announce } from './announce';
import { Button } from './Button';
import { copyText } from './copyText';

type CopyButtonProps = {
  text: string;
  /** "Copy key": the verb and what. */
  label?: string | undefined;
  size?: 'sm' | 'md' | undefined;
};

export function CopyButton({ text, label = 'Copy', size = 'sm' }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 2500);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => {
    const copied = await copyText(text);
    setState(copied ? 'copied' : 'refused');
    announce(copied ? 'Copied' : 'The browser refused to copy; select the text and copy it by hand');
  };
  const words = { idle: label, copied: 'Copied', refused: 'Not copied' }[state];
  const Icon = state === 'copied' ? Check : Copy;
  return (
    <Button size={size} variant="quiet" onClick={copy} icon={<Icon size={14} aria-hidden="true" />}>
      {words}
    </Button>
  );
}
