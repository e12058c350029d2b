import type { Metadata } from 'next';
import { DemoCharts } from '@/components/design/DemoCharts';
import { DemoControls } from '@/components/design/DemoControls';
import { DemoData } from '@/components/design/DemoData';
import { DemoFeedback } from '@/components/design/DemoFeedback';
import { DemoIdentity } from '@/components/design/DemoIdentity';
import { Page } from '@/components/shell/Page';
import { PageHeader } from '@/components/ui/PageHeader';

export const metadata: Metadata = { title: 'Design' };

export default function DesignPage() {
  return (
    <Page>
      <PageHeader
        title="Design"
        parent={{ href: '/reference', label: 'Reference' }}
        description="Every part that pages are made of, in every state, with made-up data."
      />
      <div className="flex flex-col gap-10">
        <DemoIdentity />
        <DemoControls />
        <DemoData />
        <DemoCharts />
        <DemoFeedback />
      </div>
    </Page>
  );
}
