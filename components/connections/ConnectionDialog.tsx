'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { problemsOf } from '@/components/problemsOf';
import { useTRPC } from '@/components/trpc';
import { announce } from '@/components/ui/announce';
import { Banner } from '@/components/ui/Banner';
import { Button } from '@/components/ui/Button';
import { Dialog, DialogClose } from '@/components/ui/Dialog';
import { ErrorState } from '@/components/ui/ErrorState';
import { Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';
import { RadioGroup } from '@/components/ui/RadioGroup';
import { connectionKinds } from '@/lib/blocks/block';
import { ConnectionFields } from './ConnectionFields';
import {
  type Connection,
  type ConnectionForm,
  dropsPassword,
  emptyForm,
  errorsOf,
  formOf,
  inputOf,
  kindWords,
} from './connectionWords';
import { SigningSecret } from './SigningSecret';

type ConnectionDialogProps = {
  /** The one to change; null makes a new one. */
  connection: Connection | null;
  onClose: () => void;
};

const kindOptions = connectionKinds.map((value) => ({ value, ...kindWords[value] }));

/** Makes a connection or points one elsewhere. A new signing secret is shown here, once. */
export function ConnectionDialog({ connection, onClose }: ConnectionDialogProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const formId = useId();
  const [form, setForm] = useState<ConnectionForm>(() => (connection ? formOf(connection) : emptyForm));
  const [tried, setTried] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const known = connection !== null;
  const options = {
    onSuccess: (saved: { name: string; signingSecret: string | null }) => {
      void client.invalidateQueries(trpc.connections.pathFilter());
      void client.invalidateQueries(trpc.catalogue.pathFilter());
      announce(`The connection ${saved.name} is saved`);
      if (saved.signingSecret === null) onClose();
      else setSecret(saved.signingSecret);
    },
  };
  const create = useMutation(trpc.connections.create.mutationOptions(options));
  const update = useMutation(trpc.connections.update.mutationOptions(options));
  const saving = known ? update : create;
  const errors = errorsOf(form, known);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(errors).length > 0) {
      announce(`Not saved yet: ${Object.values(errors).join(' ')}`, 'assertive');
      return;
    }
    saving.mutate(inputOf(form));
  };
  if (secret !== null) return <SigningSecret name={form.name} secret={secret} onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={known ? `Change ${connection.name}` : 'New connection'}
      description="Where alerts are sent. Addresses and passwords are stored encrypted and never shown again."
      footer={
        <>
          <DialogClose render={<Button>Cancel</Button>} />
          <Button type="submit" form={formId} variant="primary" busy={saving.isPending && 'Saving'}>
            {known ? 'Save' : 'Create'}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4">
        {!known && (
          <>
            <RadioGroup
              legend="Kind"
              look="cards"
              options={kindOptions}
              value={form.kind}
              onValueChange={(value) =>
                setForm({ ...form, kind: connectionKinds.find((kind) => kind === value) ?? form.kind })
              }
            />
            <Field
              label="Name"
              error={tried ? errors.name : undefined}
              help="Monitors refer to it by this name."
            >
              <Input
                value={form.name}
                onChange={(event) => setForm({ ...form, name: event.target.value })}
                placeholder="ml-alerts"
                autoComplete="off"
                spellCheck={false}
              />
            </Field>
          </>
        )}
        <ConnectionFields
          form={form}
          errors={tried ? errors : {}}
          known={known}
          onChange={(change) => setForm({ ...form, ...change })}
        />
        {known && <Consequence form={form} connection={connection} />}
        {saving.error && (
          <ErrorState title="The connection was not saved" problems={problemsOf(saving.error)} />
        )}
      </form>
    </Dialog>
  );
}

/** What saving does to the secret that is stored. */
function Consequence({ form, connection }: { form: ConnectionForm; connection: Connection }) {
  if (form.kind === 'webhook' && form.url.trim() !== '') {
    return (
      <Banner tone="warning" title="A new address gets a new signing secret">
        The old one is deleted, so that it cannot reach somebody else. The new one is shown once after saving.
      </Banner>
    );
  }
  if (dropsPassword(form, connection)) {
    return (
      <Banner tone="warning" title="The stored password will be deleted">
        It belongs to the server and user it was given for. Write the password again, or leave it empty if the
        new server needs none.
      </Banner>
    );
  }
  return null;
}
