'use client';

import { type ReactNode, useState } from 'react';
import { Foreign } from './Foreign';
import { problemsOf } from './problemsOf';
import { Button } from './ui/Button';
import { Dialog, DialogClose } from './ui/Dialog';
import { ErrorState } from './ui/ErrorState';
import { Field } from './ui/Field';
import { Input } from './ui/Input';

type DeleteByNameProps = {
  /** "stream", "monitor", "connection". */
  thing: string;
  name: string;
  /** What goes with it, and what stays. */
  consequence: ReactNode;
  deletion: { mutate: () => void; isPending: boolean; error: unknown };
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Deleting what cannot be brought back: the name has to be written first. */
export function DeleteByName({ thing, name, consequence, deletion, open, onOpenChange }: DeleteByNameProps) {
  const [written, setWritten] = useState('');
  const matches = written.trim() === name.trim();
  const submit = () => {
    if (matches && !deletion.isPending) deletion.mutate();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setWritten('');
        onOpenChange(next);
      }}
      title={`Delete this ${thing}?`}
      description={consequence}
      footer={
        <>
          <DialogClose render={<Button>Cancel</Button>} />
          <Button
            variant="danger"
            busy={deletion.isPending && 'Deleting'}
            unavailable={matches ? undefined : `Write the name of the ${thing} first`}
            onClick={submit}
          >
            Delete {thing}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p className="text-sm">
          Its name is <Foreign text={name} max={200} className="font-mono font-medium" />
        </p>
        <Field label={`Write the name of the ${thing} to confirm`}>
          <Input
            value={written}
            onChange={(event) => setWritten(event.target.value)}
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
        {deletion.error !== null && deletion.error !== undefined && (
          <ErrorState title={`The ${thing} was not deleted`} problems={problemsOf(deletion.error)} />
        )}
      </form>
    </Dialog>
  );
}
