'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useState } from 'react';
import { problemsOf } from '@/components/problemsOf';
import { useTRPC } from '@/components/trpc';
import { announce } from '@/components/ui/announce';
import { Button } from '@/components/ui/Button';
import { Dialog, DialogClose } from '@/components/ui/Dialog';
import { ErrorState } from '@/components/ui/ErrorState';
import { Field } from '@/components/ui/Field';
import { Textarea } from '@/components/ui/Textarea';

/** Says that somebody looks after it, with a note for the others. */
export function Acknowledge({ id }: { id: string }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState('');
  const acknowledge = useMutation(
    trpc.alerts.acknowledge.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries(trpc.alerts.pathFilter());
        setOpen(false);
        announce('Acknowledged');
      },
    }),
  );
  const submit = () => acknowledge.mutate({ id, note });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="primary" icon={<Check size={15} aria-hidden="true" />}>
          Acknowledge
        </Button>
      }
      title="Acknowledge this alert"
      description="Tells the others that you look after it. It keeps ringing until it is over."
      footer={
        <>
          <DialogClose render={<Button>Cancel</Button>} />
          <Button variant="primary" busy={acknowledge.isPending && 'Saving'} onClick={submit}>
            Acknowledge
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label="Note" optional help="What you found so far, or what you will do">
          <Textarea
            rows={3}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </Field>
        {acknowledge.error && (
          <ErrorState title="It was not acknowledged" problems={problemsOf(acknowledge.error)} />
        )}
      </div>
    </Dialog>
  );
}
