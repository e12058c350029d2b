import { pending, procedure, router } from '../trpc';
import type { SystemStatus } from '../views';

export const systemRouter = router({
  status: procedure.query(async (): Promise<SystemStatus> => pending()),
});
