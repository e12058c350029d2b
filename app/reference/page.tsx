import type { Metadata } from 'next';
import { ReferenceHome } from '@/components/reference/ReferenceHome';

export const metadata: Metadata = { title: 'Reference' };

export default function ReferencePage() {
  return <ReferenceHome />;
}
