import type { Metadata } from 'next';
import { Page } from '@/components/shell/Page';
import { StreamPage } from '@/components/streams/StreamPage';

type Props = { params: Promise<{ name: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name } = await params;
  return { title: name.slice(0, 80) };
}

export default async function StreamRoute({ params }: Props) {
  const { name } = await params;
  return (
    <Page>
      <StreamPage name={name} />
    </Page>
  );
}
