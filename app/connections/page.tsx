import type { Metadata } from 'next';
import { ConnectionList } from '@/components/connections/ConnectionList';
import { Page } from '@/components/shell/Page';

export const metadata: Metadata = { title: 'Connections' };

export default function ConnectionsPage() {
  return (
    <Page>
      <ConnectionList />
    </Page>
  );
}
