import { Page } from '@/components/shell/Page';
import { Badge } from '@/components/ui/Badge';
import { Card } from '@/components/ui/Card';
import { PageHeader } from '@/components/ui/PageHeader';
import { WithCode } from '@/components/ui/WithCode';
import type { ProblemPage } from './problemPages';

/** One code of the table: what happened and what to do, with an example's names. */
export function ProblemView({ page }: { page: ProblemPage }) {
  const { code, title, status, example } = page;
  const blocking = example.level === 'error';
  return (
    <Page width="text">
      <PageHeader
        title={title}
        parent={{ href: '/reference/problems', label: 'Problems' }}
        meta={<Badge tone="outline">{blocking ? 'Error' : 'Warning'}</Badge>}
      />
      <div className="flex flex-col gap-4">
        <Card title="What happened">
          <p className="text-base">
            <WithCode text={example.what} />
          </p>
        </Card>
        <Card title="What to do">
          <p className="text-base">
            <WithCode text={example.fix} />
          </p>
        </Card>
        <p className="text-ink-faint text-xs">
          The names and numbers are an example.{' '}
          {blocking
            ? 'It must be put right before a monitor can be published or a request is taken.'
            : 'It never stops you from publishing.'}
        </p>
        <dl className="grid gap-x-4 gap-y-2 rounded-lg border border-line bg-surface p-4 sm:grid-cols-[8rem_1fr]">
          <dt className="text-ink-faint">Code</dt>
          <dd className="font-mono">{code}</dd>
          <dt className="text-ink-faint">HTTP status</dt>
          <dd>{status}, where the API answers with it</dd>
        </dl>
      </div>
    </Page>
  );
}
