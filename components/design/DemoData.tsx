'use client';

import { Sparkline } from '@/components/charts/Sparkline';
import { Card } from '@/components/ui/Card';
import { EmptyState } from '@/components/ui/EmptyState';
import { KindIcon } from '@/components/ui/KindIcon';
import { RelativeTime } from '@/components/ui/RelativeTime';
import { SeverityBadge } from '@/components/ui/SeverityBadge';
import { Stat } from '@/components/ui/Stat';
import { type Column, Table } from '@/components/ui/Table';
import { type DemoMonitor, demoNow, monitors } from './demoData';
import { Section } from './Section';

const columns: readonly Column<DemoMonitor>[] = [
  { id: 'name', header: 'Monitor', cell: (m) => m.name },
  { id: 'state', header: 'State', cell: (m) => <SeverityBadge severity={m.severity} /> },
  {
    id: 'trend',
    header: 'Last 24 hours',
    cell: (m) => <Sparkline label={m.name} values={m.scores} unit="distance" />,
  },
  { id: 'rows', header: 'Rows', align: 'end', cell: (m) => m.rows.toLocaleString('en') },
  {
    id: 'checked',
    header: 'Evaluated',
    align: 'end',
    cell: (m) => <RelativeTime at={m.checked} now={demoNow} />,
  },
];

export function DemoData() {
  return (
    <Section
      title="Numbers and lists"
      about="A table turns into cards on a narrow screen and stays a table to screen readers."
    >
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Stat
          label="Population stability"
          value="0.31"
          severity="critical"
          detail="limit 0.2"
          trend={
            <Sparkline
              label="Population stability"
              values={[0.05, 0.06, 0.05, 0.09, 0.2, 0.31]}
              unit="distance"
            />
          }
        />
        <Stat label="Answers within 300 ms" value="97.2 %" severity="warning" detail="limit 98 %" />
        <Stat label="Monitors" value="12" detail="2 drafts" />
        <Stat label="Labels" value="–" severity="no_data" detail="none for 3 days" />
      </div>
      <Card title="Monitors" description="Five of them, one for each severity." headingLevel={3} flush>
        <Table caption="Monitors and their states" columns={columns} rows={monitors} rowKey={(m) => m.id} />
      </Card>
      <Card title="An empty list" headingLevel={3}>
        <Table
          caption="Runs"
          columns={columns}
          rows={[]}
          rowKey={(m) => m.id}
          empty={
            <EmptyState title="No runs yet" icon={<KindIcon kind="detector" />} headingLevel={4}>
              The first one follows within a quarter of an hour.
            </EmptyState>
          }
        />
      </Card>
    </Section>
  );
}
