import type { Metadata } from 'next';
import { MonitorPage } from '@/components/monitors/MonitorPage';
import { Page } from '@/components/shell/Page';

export const metadata: Metadata = { title: 'Monitor' };

export default async function MonitorRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Page>
      <MonitorPage id={id} />
    </Page>
  );
}
