import type { Metadata } from 'next';
import { FirstSteps } from '@/components/home/FirstSteps';
import { Page } from '@/components/shell/Page';
import { PageHeader } from '@/components/ui/PageHeader';

export const metadata: Metadata = { title: 'Add data' };

export default function StartPage() {
  return (
    <Page>
      <PageHeader
        title="What do you want to watch?"
        description="Choose where the data comes from, or begin with an empty monitor."
        parent={{ href: '/streams', label: 'Streams' }}
      />
      <FirstSteps />
    </Page>
  );
}
