import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { BlockPage } from '@/components/reference/BlockPage';
import { blockOf } from '@/lib/blocks/registry';

type Props = { params: Promise<{ type: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: blockOf((await params).type)?.title ?? 'Blocks' };
}

export default async function BlockReferencePage({ params }: Props) {
  const block = blockOf((await params).type);
  if (!block) notFound();
  return <BlockPage block={block} />;
}
