import { expect, it } from 'vitest';
import { formatValue } from './block';

it.each([
  [0.1522, 'share', '15.22 %'],
  [1234.4, 'tokens', '1234 tokens'],
  [38.256, 'per second', '38.26 per second'],
  [12.345, 'Wh', '12.35 Wh'],
  [12_345, 'Wh', '12.35 kWh'],
  [999, 'gCO2e', '999 g CO2e'],
  [5600, 'gCO2e', '5.6 kg CO2e'],
  [12.5, 'money EUR', '12.50 EUR'],
  [12, 'money EUR', '12 EUR'],
  [-3.456, 'money USD', '-3.46 USD'],
  [0.000_431_2, 'money USD', '0.000431 USD'],
  [0, 'money USD', '0 USD'],
  [1_234_567.891, 'money USD', '1234567.89 USD'],
  [3.5, 'money', '3.50'],
] as const)('%d in %s is %s', (value, unit, words) => {
  expect(formatValue(value, unit)).toBe(words);
});
