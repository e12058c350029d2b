import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { Page } from '@/components/shell/Page';
import { StreamList } from '@/components/streams/StreamList';
import { LinkButton } from '@/components/ui/LinkButton';
import { PageHeader } from '@/components/ui/PageHeader';

export const metadata: Metadata = { title: 'Streams' };

export default function StreamsPage() {
  return (
    <Page>
      <PageHeader
        title="Streams"
        description="The data that monitors watch: tables of events, with their labels."
        actions={
          <LinkButton href="/start" variant="primary" icon={<Plus size={16} aria-hidden="true" />}>
            Add data
          </LinkButton>
        }
      />
      <StreamList />
    </Page>
  );
}
