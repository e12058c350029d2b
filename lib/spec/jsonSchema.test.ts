import { describe, expect, it } from 'vitest';
import { blocks } from '@/lib/blocks/registry';
import { paramsJsonSchema, specJsonSchema } from './jsonSchema';

describe('the JSON Schema of a spec', () => {
  const schema = specJsonSchema(blocks) as {
    required: string[];
    properties: {
      nodes: { additionalProperties: { properties: { type: { enum: string[] } }; allOf: unknown[] } };
    };
  };

  it('asks for what a spec must have, and for no default', () => {
    expect(schema.required).toEqual(expect.arrayContaining(['version', 'name', 'schedule', 'nodes']));
    expect(schema.required).not.toContain('alert');
  });

  it('knows every block and its params', () => {
    const { properties, allOf } = schema.properties.nodes.additionalProperties;
    expect(properties.type.enum).toEqual(blocks.map((block) => block.type));
    expect(allOf).toHaveLength(blocks.length);
    for (const block of blocks) {
      const params = paramsJsonSchema(block) as { properties?: object };
      expect(Object.keys(params.properties ?? {})).toEqual(Object.keys(block.params.shape));
    }
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  });
});
