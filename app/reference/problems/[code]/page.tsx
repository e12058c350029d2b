import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ProblemView } from '@/components/reference/ProblemView';
import { problemPage } from '@/components/reference/problemPages';

type Props = { params: Promise<{ code: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: problemPage((await params).code)?.title ?? 'Problems' };
}

export default async function ProblemReferencePage({ params }: Props) {
  const page = problemPage((await params).code);
  if (!page) notFound();
  return <ProblemView page={page} />;
}
