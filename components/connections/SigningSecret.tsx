'use client';

import { Banner } from '@/components/ui/Banner';
import { Button } from '@/components/ui/Button';
import { CodeBlock } from '@/components/ui/CodeBlock';
import { Dialog } from '@/components/ui/Dialog';

type SigningSecretProps = { name: string; secret: string; onClose: () => void };

const verify = `import { createHmac, timingSafeEqual } from 'node:crypto';

// headers: those of the request; body: its raw text; secret: whsec_…
export function isFromTocsin({ headers, body, secret }) {
  const id = headers['webhook-id'];
  const at = headers['webhook-timestamp'];
  if (Math.abs(Date.now() / 1000 - Number(at)) > 300) return false;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const expected = createHmac('sha256', key).update(\`\${id}.\${at}.\${body}\`).digest();
  return headers['webhook-signature'].split(' ').some((part) => {
    const given = Buffer.from(part.replace(/^v1,/, ''), 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}`;

/** The secret of a webhook, the only time it can be read, and what to do with it. */
export function SigningSecret({ name, secret, onClose }: SigningSecretProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="lg"
      title={`The signing secret of ${name}`}
      description="With it, your receiver can tell that a message really comes from here."
      footer={
        <Button variant="primary" onClick={onClose}>
          I have copied it
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Banner tone="warning" title="It is shown this once">
          Copy it now and keep it where your receiver reads its secrets. To get another, give the connection a
          new address, or delete it and make it anew.
        </Banner>
        <CodeBlock label="Signing secret" code={secret} wrap />
        <p className="text-ink-muted text-sm">
          Messages are signed as the Standard Webhooks specification says, so its libraries work as they are.
          By hand, in Node:
        </p>
        <CodeBlock label="Verify a message" code={verify} />
      </div>
    </Dialog>
  );
}
