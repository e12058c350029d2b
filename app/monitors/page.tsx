import type { Metadata } from 'next';
import { MonitorList } from '@/components/monitors/MonitorList';
import { NewMonitorMenu } from '@/components/monitors/NewMonitorMenu';
import { Page } from '@/components/shell/Page';
import { PageHeader } from '@/components/ui/PageHeader';

export const metadata: Metadata = { title: 'Monitors' };

export default function MonitorsPage() {
  return (
    <Page>
      <PageHeader
        title="Monitors"
        description="What is watched, how it is now, and why it is watched."
        actions={<NewMonitorMenu />}
      />
      <MonitorList />
    </Page>
  );
}
