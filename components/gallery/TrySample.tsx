'use client';

import { useMutation } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { problemsOf } from '@/components/problemsOf';
import { useTRPC } from '@/components/trpc';
import { Button } from '@/components/ui/Button';
import { ErrorState } from '@/components/ui/ErrorState';
import { toast } from '@/components/ui/toast';

/** Loads the sample as a stream and opens the template's drafts over it. */
export function TrySample({ id }: { id: string }) {
  const router = useRouter();
  const attempt = useMutation({
    ...useTRPC().templates.try.mutationOptions(),
    onSuccess: ({ monitors }) => {
      toast('Sample data is loading', 'info', 'Drafts over it are among your monitors.');
      const [first] = monitors;
      router.push(first ? `/monitors/${first}` : '/monitors');
    },
  });
  return (
    <div className="flex flex-col gap-3">
      <Button
        icon={<FlaskConical size={16} aria-hidden="true" />}
        busy={attempt.isPending && 'Loading the sample'}
        onClick={() => attempt.mutate({ id })}
      >
        Try it in the builder
      </Button>
      {attempt.isError && (
        <ErrorState title="The sample could not be loaded" problems={problemsOf(attempt.error)} />
      )}
    </div>
  );
}
