'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { problemText } from '@/components/problemsOf';
import { useTRPC } from '@/components/trpc';
import { announce } from '@/components/ui/announce';
import { Switch } from '@/components/ui/Switch';
import { toast } from '@/components/ui/toast';

type EnabledSwitchProps = { id: string; name: string; enabled: boolean; labelShown?: boolean | undefined };

/** Lets a monitor run or pauses it, at once. */
export function EnabledSwitch({ id, name, enabled, labelShown = false }: EnabledSwitchProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const change = useMutation(
    trpc.monitors.setEnabled.mutationOptions({
      onSuccess: (answer) => announce(`${name} ${answer.enabled ? 'runs' : 'is paused'}`),
      onError: (error) => toast('The monitor was not changed', 'critical', problemText(error)),
      onSettled: () => client.invalidateQueries(trpc.monitors.pathFilter()),
    }),
  );
  const shown = change.isPending ? change.variables.enabled : enabled;
  return (
    <Switch
      checked={shown}
      onCheckedChange={(next) => change.mutate({ id, enabled: next })}
      label={labelShown ? 'Runs' : <span className="sr-only">{`Run ${name.slice(0, 100)}`}</span>}
    />
  );
}
