import type { Metadata } from 'next';
import { AlertPage } from '@/components/alerts/AlertPage';
import { Page } from '@/components/shell/Page';

export const metadata: Metadata = { title: 'Alert' };

export default async function AlertRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Page>
      <AlertPage id={id} />
    </Page>
  );
}
