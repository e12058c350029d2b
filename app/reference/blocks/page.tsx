import type { Metadata } from 'next';
import { BlockList } from '@/components/reference/BlockList';
import { Page } from '@/components/shell/Page';
import { PageHeader } from '@/components/ui/PageHeader';

export const metadata: Metadata = { title: 'Blocks' };

export default function BlocksPage() {
  return (
    <Page>
      <PageHeader
        title="Blocks"
        parent={{ href: '/reference', label: 'Reference' }}
        description="What monitors are drawn with. Rows flow from a source through transforms into detectors; thresholds judge their numbers, logic combines the verdicts, actions tell."
      />
      <BlockList />
    </Page>
  );
}
