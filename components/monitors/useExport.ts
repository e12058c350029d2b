'use client';

import { useQueryClient } from '@tanstack/react-query';
import { download } from '@/components/download';
import { problemText } from '@/components/problemsOf';
import { useTRPC } from '@/components/trpc';
import { toast } from '@/components/ui/toast';

/** Saves a monitor's YAML as a file: a version's, or the newest. */
export function useExport(id: string): (number?: number) => Promise<void> {
  const trpc = useTRPC();
  const client = useQueryClient();
  return async (number) => {
    try {
      const wanted = number === undefined ? { id } : { id, number };
      const { filename, text } = await client.fetchQuery(trpc.monitors.exportYaml.queryOptions(wanted));
      download(filename, text);
    } catch (error) {
      toast('The monitor was not exported', 'critical', problemText(error));
    }
  };
}
