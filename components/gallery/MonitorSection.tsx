import { Badge } from '@/components/ui/Badge';
import { Card } from '@/components/ui/Card';
import { CodeBlock } from '@/components/ui/CodeBlock';
import type { Template, TemplateMonitor } from '@/lib/templates/template';
import type { Tried, TriedMonitor } from '@/lib/templates/tried';
import { AlertSentence } from './AlertSentence';
import { aspectWords } from './filterTemplates';
import { SpecFlow } from './SpecFlow';
import { TriedChartView } from './TriedChartView';

type MonitorSectionProps = { monitor: TemplateMonitor; tried: Tried; template: Template };

/** One monitor of a template: why it is there, how it is wired, what it does on the sample, and its text. */
export function MonitorSection({ monitor, tried, template }: MonitorSectionProps) {
  const played = tried.monitors.find((one) => one.id === monitor.id);
  const must = template.sample.incident.monitor === monitor.id;
  return (
    <Card
      title={<span id={monitor.id}>{played?.name ?? monitor.id}</span>}
      description={monitor.why}
      headingLevel={3}
      actions={<Badge tone="accent">{aspectWords[monitor.aspect]}</Badge>}
    >
      <div className="flex flex-col gap-5">
        <SpecFlow text={monitor.text} name={played?.name ?? monitor.id} />
        {played && <Outcome played={played} must={must} />}
        {played?.charts.map((chart) => (
          <div key={chart.node} className="flex flex-col gap-1">
            <TriedChartView
              chart={chart}
              alerts={played.alerts}
              incident={tried.incident}
              span={tried.span}
              stepMs={played.everyMs}
            />
            <p className="text-ink-faint text-xs">Rings when: {chart.sentences.join('; ')}.</p>
          </div>
        ))}
        <details className="group">
          <summary className="w-fit rounded-sm py-1 font-medium text-accent-ink text-sm">
            Spec as text
          </summary>
          <CodeBlock
            code={monitor.text}
            label="Spec as YAML, with placeholders for your columns"
            className="mt-2"
          />
        </details>
      </div>
    </Card>
  );
}

function Outcome({ played, must }: { played: TriedMonitor; must: boolean }) {
  if (played.alerts.length === 0) {
    return (
      <p className="text-ink-muted text-sm">
        Quiet over all {played.windows} windows of the sample{must ? '' : ': the incident does not touch it'}.
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-2">
      <p className="text-ink-muted text-sm">
        On the sample it {must ? 'finds the incident' : 'shows the incident too'}, and rings at no other time
        in {played.windows} windows.
      </p>
      <ul className="flex flex-col gap-2">
        {played.alerts.map((alert) => (
          <AlertSentence
            key={`${alert.node} ${alert.firedAt} ${JSON.stringify(alert.labels)}`}
            alert={alert}
          />
        ))}
      </ul>
    </div>
  );
}
