import { expect, it } from 'vitest';
import { parseEnv } from './env';

const URL = 'https://models.example/v1/embeddings';

it('has an embedding endpoint where one is set, and says what it lacks', () => {
  expect(parseEnv({ TOCSIN_EMBEDDING_URL: '', TOCSIN_EMBEDDING_KEY: 'k' }).embedding).toBeNull();
  expect(parseEnv({ TOCSIN_EMBEDDING_URL: URL, TOCSIN_EMBEDDING_MODEL: 'small' }).embedding).toEqual({
    url: URL,
    model: 'small',
    key: null,
  });
  expect(() => parseEnv({ TOCSIN_EMBEDDING_URL: URL })).toThrow('TOCSIN_EMBEDDING_MODEL');
  expect(() => parseEnv({ TOCSIN_EMBEDDING_URL: 'file:///etc/passwd' })).toThrow('TOCSIN_EMBEDDING_URL');
});
