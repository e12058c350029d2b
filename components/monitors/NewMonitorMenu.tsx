'use client';

import { FileUp, LayoutGrid, Plus, SquareDashed } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/Button';
import { Menu } from '@/components/ui/Menu';
import { ImportYaml } from './ImportYaml';
import { useNewMonitor } from './useNewMonitor';

/** The ways to a new monitor. */
export function NewMonitorMenu() {
  const create = useNewMonitor();
  const [importing, setImporting] = useState(false);
  return (
    <>
      <Button icon={<FileUp size={15} aria-hidden="true" />} onClick={() => setImporting(true)}>
        Import YAML
      </Button>
      <Menu
        trigger={
          <Button
            variant="primary"
            icon={<Plus size={16} aria-hidden="true" />}
            busy={create.isPending && 'Opening the builder'}
          >
            New monitor
          </Button>
        }
        entries={[
          {
            id: 'gallery',
            label: 'From the gallery',
            icon: <LayoutGrid size={15} />,
            href: '/gallery',
          },
          {
            id: 'blank',
            label: 'Blank',
            icon: <SquareDashed size={15} />,
            onSelect: () => create.mutate({}),
          },
        ]}
      />
      <ImportYaml open={importing} onOpenChange={setImporting} />
    </>
  );
}
