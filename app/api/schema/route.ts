import { blocks } from '@/lib/blocks/registry';
import { specJsonSchema } from '@/lib/spec/jsonSchema';

export const dynamic = 'force-static';

/** The JSON Schema of a spec, for editors outside. */
export function GET(): Response {
  return Response.json(specJsonSchema(blocks));
}
