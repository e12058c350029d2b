import type { Metadata } from 'next';
import { cardOf } from '@/components/gallery/filterTemplates';
import { GalleryList } from '@/components/gallery/GalleryList';
import { Page } from '@/components/shell/Page';
import { PageHeader } from '@/components/ui/PageHeader';
import { templates } from '@/lib/templates/registry';

export const metadata: Metadata = { title: 'Gallery' };

export default function GalleryPage() {
  return (
    <Page>
      <PageHeader
        title="Gallery"
        description="Monitors for common systems, each with the reason why it is there. See them work on sample data, then map them to your own."
      />
      <GalleryList cards={templates.map(cardOf)} />
    </Page>
  );
}
