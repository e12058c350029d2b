const YEAR_SECONDS = 31_536_000;

/** Keeps a choice of appearance in a cookie, so that the server's first answer already has it. */
export function rememberChoice(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain-HTTP addresses and in Firefox before 140
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}
