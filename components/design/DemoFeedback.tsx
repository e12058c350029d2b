'use client';

import { BellOff, Database } from 'lucide-react';
import { EngineIndicator } from '@/components/shell/EngineIndicator';
import { announce } from '@/components/ui/announce';
import { Badge } from '@/components/ui/Badge';
import { Banner } from '@/components/ui/Banner';
import { Button } from '@/components/ui/Button';
import { Card } from '@/components/ui/Card';
import { CodeBlock } from '@/components/ui/CodeBlock';
import { ConfirmDialog } from '@/components/ui/ConfirmDialog';
import { Dialog, DialogClose } from '@/components/ui/Dialog';
import { EmptyState } from '@/components/ui/EmptyState';
import { ErrorState } from '@/components/ui/ErrorState';
import { Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';
import { Loading } from '@/components/ui/Loading';
import { Progress } from '@/components/ui/Progress';
import { Skeleton } from '@/components/ui/Skeleton';
import { Tooltip } from '@/components/ui/Tooltip';
import { toast } from '@/components/ui/toast';
import { problem } from '@/lib/core/failures';
import { demoNow, demoSpec } from './demoData';
import { Section } from './Section';

export function DemoFeedback() {
  return (
    <>
      <Section
        title="Messages"
        about="A banner stays with what it speaks of; a toast passes and never bears an error alone."
      >
        <div className="flex flex-col gap-3">
          <Banner title="History is replayed" action={<Button size="sm">Stop</Button>}>
            Nothing is sent meanwhile.
          </Banner>
          <Banner tone="ok" title="Version 4 is live" onDismiss={() => {}} />
          <Banner tone="warning" title="The backtest is out of date">
            The limit changed since it ran.
          </Banner>
          <Banner tone="critical" title="Not saved: the connection is lost">
            Your changes are kept in this tab and saved when it is back.
          </Banner>
        </div>
        <div className="flex flex-wrap gap-3">
          <Button onClick={() => toast('Monitor published', 'ok', 'Version 4 runs from 09:45.')}>
            Show a toast
          </Button>
          <Button onClick={() => toast('Not sent: the pager does not answer', 'critical')}>
            Show a critical toast
          </Button>
          <Button onClick={() => announce('Node limit added, connected to amount_psi')}>Announce</Button>
          <Tooltip text="Shown on hover and on focus">
            <Button variant="quiet">With a tooltip</Button>
          </Tooltip>
        </div>
      </Section>
      <Section
        title="Dialogs"
        about="Focus goes in, stays in and comes back. What cannot be undone closes only by an answer."
      >
        <Dialogs />
      </Section>
      <Section title="States" about="Nothing yet, under way, or failed: each says what to do next.">
        <States />
      </Section>
      <Section
        title="Facts and text"
        about="Badges for short facts, code with a way to copy it, the state of the engine."
      >
        <div className="flex flex-wrap items-center gap-2">
          <Badge>version 4</Badge>
          <Badge tone="accent">draft</Badge>
          <Badge tone="outline">data drift</Badge>
        </div>
        <div className="flex flex-wrap gap-8">
          <EngineIndicator state="answers" evaluatedAt={demoNow} />
          <EngineIndicator state="silent" evaluatedAt={demoNow} />
          <EngineIndicator state="unknown" />
          <EngineIndicator state="answers" evaluatedAt={null} />
        </div>
        <CodeBlock label="Spec as YAML" code={demoSpec} />
      </Section>
    </>
  );
}

function Dialogs() {
  return (
    <div className="flex flex-wrap gap-3">
      <Dialog
        title="Publish version 5"
        description="The monitor runs this version from the next quarter of an hour."
        trigger={<Button>Open a dialog</Button>}
        footer={
          <>
            <DialogClose render={<Button>Cancel</Button>} />
            <DialogClose render={<Button variant="primary">Publish</Button>} />
          </>
        }
      >
        <Field label="What changed" optional help="Suggested: limit 0.2 → 0.25, Slack action added.">
          <Input />
        </Field>
      </Dialog>
      <ConfirmDialog
        title="Delete the monitor Fraud model input drift?"
        confirm="Delete monitor"
        danger
        onConfirm={() => toast('Monitor deleted')}
        trigger={<Button>Ask before deleting</Button>}
      >
        Its 4 versions and 214 alerts go with it. This cannot be undone.
      </ConfirmDialog>
    </div>
  );
}

function States() {
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <EmptyState
        title="No alerts yet"
        icon={<BellOff size={24} />}
        action={<Button variant="primary">Start from a template</Button>}
      >
        They appear here as soon as a published monitor finds something.
      </EmptyState>
      <EmptyState
        title="No streams yet"
        icon={<Database size={24} />}
        action={
          <>
            <Button variant="primary">Import a file</Button>
            <Button>Load sample data</Button>
          </>
        }
      >
        A stream appears with its first event, or with a file.
      </EmptyState>
      <ErrorState
        title="Monitors could not be loaded"
        problems={[problem('engine_unreachable', { address: '127.0.0.1:4311' })]}
        onRetry={() => {}}
      />
      <ErrorState
        title="This draft cannot be published"
        problems={[
          problem('unknown_input', { node: 'limit', input: 'age_drift' }),
          problem('wrong_port', { node: 'page', input: 'events', gives: 'rows', takes: 'a verdict' }),
        ]}
      />
      <Card title="Loading">
        <Loading text="Loading monitors">
          <Skeleton className="w-2/3" />
          <Skeleton className="w-full" />
          <Skeleton className="w-5/6" />
        </Loading>
      </Card>
      <Card title="Progress" description="Known where it can be, honest where not.">
        <div className="flex flex-col gap-4">
          <Progress label="Importing scores.csv" value={0.42} detail="420,000 of 1,000,000 rows" />
          <Progress label="Backtest" value={0.8} />
          <Progress label="Reading history" value={null} />
        </div>
      </Card>
    </div>
  );
}
