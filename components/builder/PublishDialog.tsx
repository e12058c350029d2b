'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { problemsOf } from '@/components/problemsOf';
import { useTRPC } from '@/components/trpc';
import { announce } from '@/components/ui/announce';
import { Banner } from '@/components/ui/Banner';
import { Button } from '@/components/ui/Button';
import { Checkbox } from '@/components/ui/Checkbox';
import { Dialog } from '@/components/ui/Dialog';
import { ErrorState } from '@/components/ui/ErrorState';
import { Field } from '@/components/ui/Field';
import { Textarea } from '@/components/ui/Textarea';
import { toast } from '@/components/ui/toast';
import { WithCode } from '@/components/ui/WithCode';
import { isError, type Problem } from '@/lib/core/failures';
import { changesBetween } from '@/lib/spec/changes';
import { parseSpec } from '@/lib/spec/yaml';
import { useBuilder, useBuilderState } from './context';
import { goTo } from './model/actions';
import { ProblemMark } from './Problems';
import type { Autosave } from './useAutosave';

type PublishDialogProps = {
  onClose: () => void;
  autosave: Autosave;
  version: number | null;
  onPublished: (version: number) => void;
};

/** Makes the draft the version that runs: says what changes, what stands in the way, and asks for a note. */
export function PublishDialog({ onClose, autosave, version, onPublished }: PublishDialogProps) {
  const { id, store } = useBuilder();
  const trpc = useTRPC();
  const { problems, spec } = useBuilderState((state) => ({
    problems: state.derived.problems,
    spec: state.derived.spec,
  }));
  const old = useQuery(
    trpc.monitors.version.queryOptions({ id, number: version ?? 1 }, { enabled: version !== null }),
  );
  const [note, setNote] = useState('');
  const [accepted, setAccepted] = useState(false);
  const [refused, setRefused] = useState<readonly Problem[]>([]);
  const publish = useMutation(trpc.monitors.publish.mutationOptions());
  const changes = useMemo(() => {
    if (version !== null && !old.data) return null;
    return changesBetween(old.data ? parseSpec(old.data.text).spec : null, spec);
  }, [old.data, spec, version]);
  const errors = problems.filter(isError);
  const warnings = problems.filter((p) => !isError(p));
  const reason = whyNot({ errors: errors.length, needsWord: warnings.length > 0 && !accepted });
  const send = async () => {
    setRefused([]);
    if (!(await autosave.save())) {
      setRefused(problemsOf(null));
      return;
    }
    try {
      const done = await publish.mutateAsync({ id, token: autosave.token(), note, acceptWarnings: accepted });
      if (done.version === null) return setRefused(done.problems);
      toast(`Version ${done.version} is live`);
      announce(`Version ${done.version} is published`);
      onPublished(done.version);
      onClose();
    } catch (error) {
      setRefused(problemsOf(error));
    }
  };
  return (
    <Dialog
      title="Publish"
      description={
        version === null
          ? 'The first version. From then on it runs by its schedule.'
          : `It takes the place of version ${version}.`
      }
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            unavailable={reason ?? undefined}
            busy={publish.isPending && 'Publishing'}
            onClick={() => void send()}
          >
            Publish version {(version ?? 0) + 1}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {errors.length > 0 && (
          <Found
            title="Correct these first"
            problems={errors}
            onGo={(p) => {
              onClose();
              goTo(store, p.at.node ?? null, p.at.path?.join('.') ?? null);
            }}
          />
        )}
        {warnings.length > 0 && (
          <>
            <Found title="Warnings" problems={warnings} />
            <Checkbox
              label="Publish with these warnings"
              checked={accepted}
              onCheckedChange={(next) => setAccepted(next === true)}
            />
          </>
        )}
        {refused.length > 0 && <ErrorState title="It was not published" problems={refused} />}
        <Changes changes={changes} />
        <Field label="Note" help="What changed and why, for those who come after." optional>
          <Textarea rows={2} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        </Field>
      </div>
    </Dialog>
  );
}

function whyNot({ errors, needsWord }: { errors: number; needsWord: boolean }): string | null {
  if (errors > 0) return `There ${errors === 1 ? 'is 1 error' : `are ${errors} errors`} to correct first.`;
  return needsWord ? 'Confirm the warnings first.' : null;
}

type FoundProps = { title: string; problems: readonly Problem[]; onGo?: (problem: Problem) => void };

function Found({ title, problems, onGo }: FoundProps) {
  return (
    <section aria-label={title}>
      <h3 className="pb-1 font-semibold text-sm">{title}</h3>
      <ul className="flex flex-col gap-1.5">
        {problems.map((p) => (
          <li key={`${p.code} ${p.what}`} className="flex items-start gap-2 text-sm">
            <ProblemMark problem={p} />
            <span className="min-w-0 flex-1">
              <WithCode text={p.what} /> <WithCode text={p.fix} />
            </span>
            {onGo && (
              <Button size="sm" onClick={() => onGo(p)}>
                Go there
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Changes({ changes }: { changes: readonly string[] | null }) {
  if (changes === null) return null;
  if (changes.length === 0)
    return <Banner>Nothing that runs has changed since the version that is live.</Banner>;
  return (
    <section aria-label="Changes">
      <h3 className="pb-1 font-semibold text-sm">Changes</h3>
      <ul className="list-disc pl-5 text-ink-muted text-sm">
        {changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
    </section>
  );
}
