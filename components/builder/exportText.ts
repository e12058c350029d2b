import { toast } from '@/components/ui/toast';
import type { BuilderState } from './model/store';

/** Saves the draft's text as a file, byte for byte as it is. */
export function copyExport(state: BuilderState): void {
  const name =
    state.derived.spec.name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'monitor';
  const { text } = state.doc;
  const whole = text.endsWith('\n') ? text : `${text}\n`;
  const url = URL.createObjectURL(new Blob([whole], { type: 'application/yaml' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.yaml`;
  link.click();
  URL.revokeObjectURL(url);
  toast(`Saved ${name}.yaml`);
}
