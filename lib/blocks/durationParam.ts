import * as z from 'zod';
import { parseDuration } from '@/lib/core/time';

/** A param that is a length of time above 0, such as 5m or 1d. */
export function durationParam(options: { title: string; description: string; advanced?: boolean }) {
  return z
    .string()
    .refine((text) => (parseDuration(text) ?? 0) > 0, { error: 'expected a duration such as 15m, 1h or 1d' })
    .meta({ ...options, widget: 'duration' });
}

/** The length of a duration that was checked already. */
export const lengthOf = (text: string): number => parseDuration(text) ?? 0;
