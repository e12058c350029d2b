import type { Metadata } from 'next';
import { BuilderLoader } from '@/components/builder/BuilderLoader';
import { Page } from '@/components/shell/Page';

export const metadata: Metadata = { title: 'Builder' };

export default async function EditPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Page width="full">
      <BuilderLoader id={id} />
    </Page>
  );
}
