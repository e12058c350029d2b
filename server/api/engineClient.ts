import type { EngineCall, EngineCalls } from '@/server/engine/contract';

export type EngineClient = {
  address: string;
  call: <C extends EngineCall>(name: C, input: EngineCalls[C]['in']) => Promise<EngineCalls[C]['out']>;
};
