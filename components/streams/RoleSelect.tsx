'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { problemText } from '@/components/problemsOf';
import { useTRPC } from '@/components/trpc';
import { announce } from '@/components/ui/announce';
import { Select } from '@/components/ui/Select';
import { toast } from '@/components/ui/toast';
import { type ColumnInfo, columnRole } from '@/lib/tally/column';
import { roleLabel, roleOptions } from './roles';

/** What a column means; changed at once, and back where the server refuses. */
export function RoleSelect({ stream, column }: { stream: string; column: ColumnInfo }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const change = useMutation(
    trpc.streams.setRole.mutationOptions({
      onSuccess: (detail, { role }) => {
        client.setQueryData(trpc.streams.get.queryKey({ name: stream }), detail);
        void client.invalidateQueries(trpc.streams.pathFilter());
        void client.invalidateQueries(trpc.catalogue.pathFilter());
        announce(`${column.name} is now ${roleLabel(role)}`);
      },
      onError: (error) => toast(`The role of ${column.name} was not changed`, 'critical', problemText(error)),
    }),
  );
  const shown = change.isPending ? change.variables.role : column.role;
  return (
    <Select
      label={`Role of ${column.name}`}
      options={roleOptions}
      value={shown}
      disabled={change.isPending}
      onValueChange={(next) => {
        const role = columnRole.safeParse(next);
        if (role.success && role.data !== column.role) {
          change.mutate({ name: stream, column: column.name, role: role.data });
        }
      }}
      className="h-8 w-40"
    />
  );
}
