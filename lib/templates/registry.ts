import { creditScoring } from './creditScoring';
import { hospitalReadmission } from './hospitalReadmission';
import { predictiveMaintenance } from './predictiveMaintenance';
import { productRecommendations } from './productRecommendations';
import { studentDropout } from './studentDropout';
import { supportAssistant } from './supportAssistant';
import type { Template } from './template';

export const templates: readonly Template[] = [
  creditScoring,
  hospitalReadmission,
  studentDropout,
  productRecommendations,
  predictiveMaintenance,
  supportAssistant,
];

export function templateOf(id: string): Template | undefined {
  return templates.find((template) => template.id === id);
}
