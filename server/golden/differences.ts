/** Cases in which we differ from the library on purpose, and why. The test fails where one of them agrees after all. */
export const differences: Readonly<Record<string, string>> = {
  'degenerate-hellinger_sturges-010':
    'Evidently multiplies two densities, which vanish for bins as wide as 1e300, and answers 1; the shares are near',
  'degenerate-hellinger_sturges-011':
    'Evidently divides by each bin’s width and multiplies by the mean width, which differ where a bin is a few roundings wide',
  'degenerate-welch_t-010': 'scipy squares 1e300, which overflows, and answers t = 0; we scale first',
  'degenerate-welch_t-011':
    'scipy takes means of values that differ in the last digits only, and says itself that the result is unreliable',
};
