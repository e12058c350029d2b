import { pending, procedure, router } from '@/server/api/trpc';
import type { SystemStatus } from '@/server/api/views';

export const systemRouter = router({
  status: procedure.query(async (): Promise<SystemStatus> => pending()),
});
