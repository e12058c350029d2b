import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { alertsRouter } from './routers/alerts';
import { catalogueRouter } from './routers/catalogue';
import { connectionsRouter } from './routers/connections';
import { deliveriesRouter } from './routers/deliveries';
import { filesRouter } from './routers/files';
import { jobsRouter } from './routers/jobs';
import { monitorsRouter } from './routers/monitors';
import { previewRouter } from './routers/preview';
import { samplesRouter } from './routers/samples';
import { specsRouter } from './routers/specs';
import { streamsRouter } from './routers/streams';
import { systemRouter } from './routers/system';
import { templatesRouter } from './routers/templates';
import { createCallerFactory, router } from './trpc';

/** Everything that pages can ask of the server. */
export const appRouter = router({
  system: systemRouter,
  streams: streamsRouter,
  files: filesRouter,
  jobs: jobsRouter,
  samples: samplesRouter,
  monitors: monitorsRouter,
  specs: specsRouter,
  catalogue: catalogueRouter,
  preview: previewRouter,
  alerts: alertsRouter,
  deliveries: deliveriesRouter,
  connections: connectionsRouter,
  templates: templatesRouter,
});

export const createCaller = createCallerFactory(appRouter);

export type AppRouter = typeof appRouter;
export type RouterInputs = inferRouterInputs<AppRouter>;
export type RouterOutputs = inferRouterOutputs<AppRouter>;
