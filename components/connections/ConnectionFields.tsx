'use client';

import { Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';
import { Select } from '@/components/ui/Select';
import { type ConnectionForm, type FormErrors, securities } from './connectionWords';

type FieldsProps = {
  form: ConnectionForm;
  errors: FormErrors;
  /** Whether it exists already: its secrets are stored and need not be given again. */
  known: boolean;
  onChange: (change: Partial<ConnectionForm>) => void;
};

const securityOptions = [
  { value: 'tls', label: 'TLS from the start', detail: 'Usually port 465' },
  { value: 'starttls', label: 'STARTTLS', detail: 'Usually port 587' },
  { value: 'none', label: 'None', detail: 'Only inside your own network' },
];

/** What a connection of each kind needs. */
export function ConnectionFields(props: FieldsProps) {
  const { form, errors, known, onChange } = props;
  if (form.kind === 'email') return <EmailFields {...props} />;
  const slack = form.kind === 'slack';
  return (
    <Field
      label={slack ? 'Incoming webhook URL' : 'URL'}
      error={errors.url}
      help={
        known
          ? 'It is stored and cannot be shown. Leave it empty to keep it.'
          : slack
            ? 'In Slack: Apps, Incoming Webhooks, Add to a channel; then copy the address it shows.'
            : 'Alerts are sent here as signed JSON.'
      }
    >
      <Input
        type="url"
        value={form.url}
        onChange={(event) => onChange({ url: event.target.value })}
        placeholder={slack ? 'https://hooks.slack.com/services/…' : 'https://example.com/hooks/tocsin'}
        autoComplete="off"
        spellCheck={false}
      />
    </Field>
  );
}

function EmailFields({ form, errors, known, onChange }: FieldsProps) {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-[1fr_6rem]">
        <Field label="Mail server" error={errors.host}>
          <Input
            value={form.host}
            onChange={(event) => onChange({ host: event.target.value })}
            placeholder="smtp.example.com"
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
        <Field label="Port" error={errors.port}>
          <Input
            inputMode="numeric"
            value={form.port}
            onChange={(event) => onChange({ port: event.target.value })}
          />
        </Field>
      </div>
      <Field label="Encryption">
        <Select
          options={securityOptions}
          value={form.security}
          onValueChange={(value) =>
            onChange({ security: securities.find((each) => each === value) ?? form.security })
          }
        />
      </Field>
      <Field label="From" error={errors.from}>
        <Input
          value={form.from}
          onChange={(event) => onChange({ from: event.target.value })}
          placeholder="Tocsin <alerts@example.com>"
          autoComplete="off"
        />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="User" optional>
          <Input
            value={form.user}
            onChange={(event) => onChange({ user: event.target.value })}
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
        <Field label="Password" optional help={known ? 'Leave it empty to keep the stored one.' : undefined}>
          <Input
            type="password"
            value={form.password}
            onChange={(event) => onChange({ password: event.target.value })}
            autoComplete="new-password"
          />
        </Field>
      </div>
    </>
  );
}
