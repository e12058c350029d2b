'use client';

import { useQueryClient } from '@tanstack/react-query';
import { FileUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { formatBytes } from '@/components/figures';
import { type Job, JobProgress, type JobResult } from '@/components/jobs/JobProgress';
import { problemsOf } from '@/components/problemsOf';
import { useTRPC } from '@/components/trpc';
import { announce } from '@/components/ui/announce';
import { Button } from '@/components/ui/Button';
import { ErrorState } from '@/components/ui/ErrorState';
import { Progress } from '@/components/ui/Progress';
import { FileDrop } from './FileDrop';
import { Imported } from './Imported';
import { ImportForm } from './ImportForm';
import { StepCard } from './StepCard';
import { type Upload, type Uploaded, uploadFile } from './uploadFile';

type ImportResult = Extract<JobResult, { kind: 'import' }>;
type Step =
  | { at: 'choose' }
  | { at: 'upload'; file: File; share: number }
  | { at: 'refused'; file: File; error: unknown }
  | { at: 'ask'; file: Uploaded }
  | { at: 'import'; file: Uploaded; job: string }
  | { at: 'done'; result: ImportResult; problems: Job['problems'] };

/** A file becomes a stream, or the labels of one: send it, say what it is, correct what was guessed. */
export function UploadCard() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [step, setStep] = useState<Step>({ at: 'choose' });
  const running = useRef<Upload | null>(null);
  useEffect(() => () => running.current?.cancel(), []);

  const send = async (file: File) => {
    setStep({ at: 'upload', file, share: 0 });
    const upload = uploadFile(file, (share) => setStep({ at: 'upload', file, share }));
    running.current = upload;
    try {
      const stored = await upload.done;
      announce(`${file.name} is uploaded`);
      setStep({ at: 'ask', file: stored });
    } catch (error) {
      const stopped = error instanceof DOMException && error.name === 'AbortError';
      setStep(stopped ? { at: 'choose' } : { at: 'refused', file, error });
    }
  };
  const done = (job: Job) => {
    void client.invalidateQueries(trpc.streams.pathFilter());
    void client.invalidateQueries(trpc.catalogue.pathFilter());
    if (job.result?.kind === 'import') setStep({ at: 'done', result: job.result, problems: job.problems });
  };
  return (
    <StepCard
      icon={FileUp}
      title="Upload a file"
      description="Rows of past predictions, or labels for them. Names, types and meanings of the columns are guessed, and you correct them."
    >
      {step.at === 'choose' && (
        <FileDrop
          kinds="CSV, Parquet or NDJSON, also gzipped; 2 GB at most"
          accept=".csv,.tsv,.parquet,.ndjson,.jsonl,.json,.gz"
          onFile={(file) => void send(file)}
        />
      )}
      {step.at === 'upload' && (
        <div className="flex items-end gap-3">
          <Progress
            label={`Uploading ${step.file.name.slice(0, 80)}`}
            value={step.share}
            detail={`${formatBytes(step.share * step.file.size)} of ${formatBytes(step.file.size)}`}
          />
          <Button size="sm" onClick={() => running.current?.cancel()}>
            Stop
          </Button>
        </div>
      )}
      {step.at === 'refused' && (
        <ErrorState
          title="The file was not uploaded"
          problems={problemsOf(step.error)}
          onRetry={() => void send(step.file)}
          action={
            <Button size="sm" onClick={() => setStep({ at: 'choose' })}>
              Choose another file
            </Button>
          }
        />
      )}
      {step.at === 'ask' && (
        <ImportForm
          file={step.file}
          onStarted={(job) => setStep({ at: 'import', file: step.file, job })}
          onOther={() => setStep({ at: 'choose' })}
        />
      )}
      {step.at === 'import' && (
        <JobProgress
          key={step.job}
          job={step.job}
          label={`Importing ${step.file.name.slice(0, 80)}`}
          unit="row"
          onDone={done}
          onRetry={() => setStep({ at: 'ask', file: step.file })}
        />
      )}
      {step.at === 'done' && (
        <Imported result={step.result} problems={step.problems} onAgain={() => setStep({ at: 'choose' })} />
      )}
    </StepCard>
  );
}
