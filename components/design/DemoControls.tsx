'use client';

import { Copy, Ellipsis, Pencil, Plus, Search, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/Button';
import { Checkbox } from '@/components/ui/Checkbox';
import { Combobox } from '@/components/ui/Combobox';
import { Field } from '@/components/ui/Field';
import { IconButton } from '@/components/ui/IconButton';
import { Input } from '@/components/ui/Input';
import { Kbd } from '@/components/ui/Kbd';
import { LinkButton } from '@/components/ui/LinkButton';
import { Menu } from '@/components/ui/Menu';
import { RadioGroup } from '@/components/ui/RadioGroup';
import { Select } from '@/components/ui/Select';
import { Switch } from '@/components/ui/Switch';
import { Tabs } from '@/components/ui/Tabs';
import { Textarea } from '@/components/ui/Textarea';
import { Section } from './Section';

const every = [
  { value: '5m', label: '5 minutes' },
  { value: '15m', label: '15 minutes' },
  { value: '1h', label: '1 hour', detail: 'usual for daily traffic under 100,000 rows' },
  { value: '1d', label: '1 day' },
];

const columns = [
  { value: 'amount', label: 'amount', detail: 'number, feature' },
  { value: 'country', label: 'country', detail: 'text, feature' },
  { value: 'age', label: 'age', detail: 'number, group' },
  { value: 'score', label: 'score', detail: 'number, score' },
];

const strictness = [
  { value: 'sensitive', label: 'Sensitive', detail: 'limit 0.12, about 3 alerts a week' },
  { value: 'balanced', label: 'Balanced', detail: 'limit 0.2, about 1 alert a month' },
  { value: 'quiet', label: 'Quiet', detail: 'limit 0.31, none in 90 days' },
];

export function DemoControls() {
  return (
    <>
      <Section
        title="Buttons"
        about="One primary button on a page. A button that cannot be used stays reachable and says why."
      >
        <Buttons />
      </Section>
      <Section
        title="Fields"
        about="A label above, help and error below, both tied to the control for screen readers."
      >
        <Fields />
      </Section>
      <Section title="Choices" about="A switch takes effect at once; a checkbox waits for the form.">
        <Choices />
      </Section>
      <Section title="Tabs" about="Arrow keys move between tabs.">
        <Tabs
          label="Parts of a monitor"
          tabs={[
            { value: 'results', label: 'Results', panel: <p>What was found in the last runs.</p> },
            { value: 'spec', label: 'Spec', panel: <p>The text that says what to watch.</p> },
            { value: 'versions', label: 'Versions', panel: <p>Who changed what, and when.</p> },
          ]}
        />
      </Section>
    </>
  );
}

function Buttons() {
  const [busy, setBusy] = useState(false);
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button variant="primary" icon={<Plus size={16} aria-hidden="true" />}>
        New monitor
      </Button>
      <Button>Export</Button>
      <Button variant="quiet">Cancel</Button>
      <Button variant="danger" icon={<Trash2 size={16} aria-hidden="true" />}>
        Delete
      </Button>
      <Button disabled>Disabled</Button>
      <Button variant="primary" unavailable="2 errors are left: limit has no input, page has no connection">
        Publish
      </Button>
      <Button busy={busy && 'Saving'} onClick={() => setBusy(true)}>
        Save
      </Button>
      <Button busy="Publishing">Publish</Button>
      <Button size="sm">Small</Button>
      <Button size="lg" variant="primary">
        Large
      </Button>
      <LinkButton href="/reference/design#charts">A link</LinkButton>
      <IconButton label="Edit" icon={<Pencil size={16} aria-hidden="true" />} />
      <Menu
        trigger={
          <IconButton
            label="More actions"
            variant="secondary"
            icon={<Ellipsis size={16} aria-hidden="true" />}
          />
        }
        entries={[
          { id: 'edit', label: 'Edit', icon: <Pencil size={14} />, keys: ['E'] },
          { id: 'copy', label: 'Make a copy', icon: <Copy size={14} /> },
          { id: 'line', separator: true },
          { id: 'delete', label: 'Delete', icon: <Trash2 size={14} />, danger: true },
        ]}
      />
      <Kbd keys={['Ctrl', 'Z']} />
    </div>
  );
}

function Fields() {
  return (
    <div className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
      <Field label="Name" help="Shown in alerts; say what is watched.">
        <Input defaultValue="Fraud model input drift" />
      </Field>
      <Field
        label="Critical above"
        error="The critical limit 0.1 lies below the warning limit 0.2. Raise it, or lower the warning."
      >
        <Input defaultValue="0.1" inputMode="decimal" />
      </Field>
      <Field label="Rows at least" optional>
        <Input placeholder="500" inputMode="numeric" unit="rows" />
      </Field>
      <Field label="Evaluate every">
        <Select options={every} defaultValue="15m" />
      </Field>
      <Field label="Column" help="Type a few letters of its name.">
        <Combobox options={columns} defaultValue="amount" />
      </Field>
      <Field label="Stream" disabled help="Set by the template.">
        <Input defaultValue="predictions" />
      </Field>
      <Field label="Find" labelHidden>
        <Input type="search" placeholder="Find a monitor" icon={<Search size={16} />} />
      </Field>
      <Field label="Why it matters" optional className="sm:col-span-2">
        <Textarea rows={3} placeholder="The requirement, and who is hurt when it breaks" />
      </Field>
    </div>
  );
}

function Choices() {
  return (
    <div className="flex flex-col gap-6">
      <div className="grid gap-6 sm:grid-cols-3">
        <div className="flex flex-col gap-3">
          <Switch label="Active" help="Evaluated on schedule." defaultChecked />
          <Switch label="Send notifications" />
          <Switch label="Not yours to change" disabled />
        </div>
        <div className="flex flex-col gap-2">
          <Checkbox label="Warning" defaultChecked />
          <Checkbox label="Critical" help="Always sent to the owner too." />
          <Checkbox label="Some of them" indeterminate />
          <Checkbox label="No data" disabled />
        </div>
        <RadioGroup
          legend="When data is missing"
          defaultValue="alert"
          options={[
            { value: 'alert', label: 'Alert' },
            { value: 'keep', label: 'Keep the last state' },
            { value: 'ok', label: 'Take it as fine' },
          ]}
        />
      </div>
      <RadioGroup
        legend="How strict should it be?"
        look="cards"
        defaultValue="balanced"
        options={strictness}
      />
    </div>
  );
}
