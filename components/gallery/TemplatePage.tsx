import { Page } from '@/components/shell/Page';
import { Badge } from '@/components/ui/Badge';
import { Card } from '@/components/ui/Card';
import { LinkButton } from '@/components/ui/LinkButton';
import { PageHeader } from '@/components/ui/PageHeader';
import type { Span } from '@/lib/core/time';
import type { Template } from '@/lib/templates/template';
import type { Tried } from '@/lib/templates/tried';
import { domainWords, systemWords } from './filterTemplates';
import { MonitorSection } from './MonitorSection';
import { needsOf } from './matching';
import { NeedsTable } from './NeedsTable';
import { TrySample } from './TrySample';
import { triedOnce } from './triedOnce';
import { UseTemplate } from './UseTemplate';

/** A template from its goal to its drafts. */
export function TemplatePage({ template }: { template: Template }) {
  const tried = triedOnce(template);
  const nameOf = (id: string) => tried.monitors.find((monitor) => monitor.id === id)?.name ?? id;
  return (
    <Page>
      <PageHeader
        title={template.title}
        parent={{ href: '/gallery', label: 'Gallery' }}
        description={template.summary}
        meta={
          <span className="flex gap-1.5">
            <Badge>{domainWords[template.domain]}</Badge>
            <Badge>{systemWords[template.system]}</Badge>
          </span>
        }
        actions={
          <LinkButton href="#use" variant="primary">
            Use it
          </LinkButton>
        }
      />
      <div className="flex flex-col gap-8">
        <div className="grid gap-4 lg:grid-cols-2">
          <Card title="The goal it protects">
            <p className="text-base">{template.objective}.</p>
            <ul className="mt-3 flex flex-col gap-1">
              {template.monitors.map((monitor) => (
                <li key={monitor.id}>
                  <a href={`#${monitor.id}`} className="text-accent-ink hover:underline">
                    {nameOf(monitor.id)}
                  </a>
                </li>
              ))}
            </ul>
          </Card>
          <Card
            title="Data it needs"
            description="A stream with a time and these columns. Your names may differ."
          >
            <NeedsTable needs={template.needs} />
          </Card>
        </div>
        <section aria-labelledby="tried" className="flex flex-col gap-4">
          <div className="flex flex-wrap items-end justify-between gap-3">
            <div className="flex flex-col gap-1">
              <h2 id="tried" className="font-semibold text-lg">
                Tried on sample data
              </h2>
              <p className="max-w-3xl text-ink-muted">{storyOf(tried)}</p>
            </div>
            <TrySample id={template.id} />
          </div>
          {template.monitors.map((monitor) => (
            <MonitorSection key={monitor.id} monitor={monitor} tried={tried} template={template} />
          ))}
        </section>
        <section id="use" aria-labelledby="use-title" className="flex scroll-mt-20 flex-col gap-4">
          <div className="flex flex-col gap-1">
            <h2 id="use-title" className="font-semibold text-lg">
              Use it on your data
            </h2>
            <p className="text-ink-muted">
              Say what your columns are called; a draft of each monitor is made.
            </p>
          </div>
          <Card>
            <UseTemplate template={needsOf(template, nameOf)} />
          </Card>
        </section>
      </div>
    </Page>
  );
}

function storyOf({ rows, span, incident }: Tried): string {
  const count = rows.toLocaleString('en');
  return `${count} made-up rows of ${dates(span)}, with one incident, ${dates(incident)}: ${lowerFirst(incident.what)}`;
}

const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** The days that a span touches: `5 January – 10 February 2026`. */
const dates = (span: Span) => days.formatRange(span.from, span.to - 1);

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
