import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { TemplatePage } from '@/components/gallery/TemplatePage';
import { templateOf } from '@/lib/templates/registry';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const template = templateOf((await params).id);
  return { title: template?.title ?? 'Gallery' };
}

export default async function GalleryTemplatePage({ params }: Props) {
  const template = templateOf((await params).id);
  if (!template) notFound();
  return <TemplatePage template={template} />;
}
