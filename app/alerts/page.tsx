import type { Metadata } from 'next';
import { AlertList } from '@/components/alerts/AlertList';
import { Page } from '@/components/shell/Page';
import { PageHeader } from '@/components/ui/PageHeader';

export const metadata: Metadata = { title: 'Alerts' };

export default function AlertsPage() {
  return (
    <Page>
      <PageHeader
        title="Alerts"
        description="What is wrong now, and what was. The list keeps itself up to date."
      />
      <AlertList />
    </Page>
  );
}
